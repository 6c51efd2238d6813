"""The numbers of the virtual people as a page of the reference: docs/reference/virtual-people.md."""

from stepwell.simulator.parameters import Parameter, described

GROUPS = {
    "person": "Who people are, what they do, how they answer (both models)",
    "loads": "What the real exercises ask of a body (both models)",
    "first": "The first model",
    "second": "The second model",
}
HEAD = """# Virtual people: the command and its numbers

Made from the program by `./run docs`. What this can and cannot show: [virtual people](../explanation/virtual-people.md).

`stepwell simulate` lives the days of people who do not exist under a programme, and prints what truly came of it.

| option | what it does |
|---|---|
| `--patients N`, `--days D` | how many people (200), and how many days each (182) |
| `--policy NAME` | `advice`, `stretches`, `strength`, `sheet` (a mixed one), `stepwell` (its engine), `oracle` (knows what nobody can) |
| `--compare` | all of them, with the same people and the same luck, and the differences person by person |
| `--calibration` | the course without exercise beside published figures |
| `--seed S` | the same seed, the same people (1) |
| `--model first` or `second` | which of two differently built patient models |
| `--scenario NAME` | `as_assumed`, `no_heterogeneity`, `uninformative_response`, `wrong_default_direction`, `half_effects` |
| `--charts FILE` | with `--compare`: the courses as `.svg` or `.html` |
| `--processes N` | how many at once; one a core. It changes no number |
| `--json` | for a program |

    stepwell simulate --patients 500 --compare --charts courses.html
    stepwell simulate --patients 2000 --days 364 --calibration

Columns: *leg pain* is the mean of all days, true and not as said, 0-10; *recovered* is the share with 14 days in a row of worst leg
pain at most 2, and *days to it* the middle person's; *unsafe* and *severe* are sessions per person beyond what that body tolerated
that day (load by more than 0.30, or a true rise of leg pain of 1 or more; 0.80, or 2); *capacity* is strength and condition at the end,
0-1; *waits* are days on which somebody should look first; *returns* are needless returns of an exercise in 100 plans. ± is half of
the 95 % interval over people, and says nothing of how wrong the model is.

`./run bench simulate` holds the engine to limits on these figures, with 2,000 people in each model.

## Every number

Nearly all are assumptions (`design`). `read` and `memory` say what a source said; the sources are those of the knowledge.
"""


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for group, entries in described().items():
        parts.append(f"### {GROUPS[group]}\n\n| name | value | what it is | known | sources |\n|---|---|---|---|---|")
        parts += [_row(name, one) for name, one in entries.items()]
        parts.append("")
    return "\n".join(parts)


def _row(name: str, one: Parameter) -> str:
    return f"| `{name}` | {_shown(one.value)} | {one.says} | {one.grade.value} | {', '.join(one.sources)} |"


def _shown(value: float | list[float] | dict[str, float]) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number:g}" for name, number in value.items())
    return ", ".join(f"{number:g}" for number in value) if isinstance(value, list) else f"{value:g}"
