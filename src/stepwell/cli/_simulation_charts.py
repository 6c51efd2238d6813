"""The courses of a comparison as one picture: leg pain week by week, and sessions that were too much."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt

from stepwell.simulator.comparing import Summary

COLORS = {
    "advice": "#6b7280",
    "stretches": "#b45309",
    "strength": "#b91c1c",
    "sheet": "#1d4ed8",
    "stepwell": "#0f766e",
    "oracle": "#7c3aed",
}
WIDTH, HEIGHT = 560, 300


def draw(summaries: Sequence[Summary], file: Path) -> None:
    """Write the charts as SVG or as a page of its own, by the file's ending. Raises OSError where it cannot be written."""
    chart = _courses(summaries) & _unsafe(summaries)
    chart = chart.properties(title="People who do not exist: what the programmes do in a model").configure_view(stroke=None)
    if file.suffix == ".svg":
        import vl_convert

        file.write_text(vl_convert.vegalite_to_svg(chart.to_json()), "utf-8")
        return
    file.write_text(_page(chart), "utf-8")


def _courses(summaries: Sequence[Summary]) -> Any:
    rows = [{"programme": one.policy, "week": week, "pain": pain} for one in summaries for week, pain in enumerate(one.weeks, 1)]
    return (
        alt.Chart(alt.InlineData(values=rows), width=WIDTH, height=HEIGHT)
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("week:Q", title="Week"),
            y=alt.Y("pain:Q", title="Mean leg pain, 0 to 10", scale=alt.Scale(domainMin=0)),
            color=alt.Color("programme:N", scale=_scale(summaries), title=None),
            strokeDash=alt.StrokeDash("programme:N", scale=alt.Scale(domain=[one.policy for one in summaries]), title=None),
        )
    )


def _unsafe(summaries: Sequence[Summary]) -> Any:
    rows: list[dict[str, Any]] = [
        {"programme": one.policy, "mean": one.unsafe.mean, "low": one.unsafe.low, "high": one.unsafe.high} for one in summaries
    ]
    data = alt.InlineData(values=rows)
    y = alt.Y("programme:N", sort=[one.policy for one in summaries], title=None)
    color = alt.Color("programme:N", scale=_scale(summaries), title=None)
    bars = (
        alt.Chart(data, width=WIDTH)
        .mark_bar()
        .encode(x=alt.X("mean:Q", title="Sessions too much, per person", scale=alt.Scale(domainMin=0)), y=y, color=color)
    )
    return bars + alt.Chart(data).mark_rule(strokeWidth=2).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=y)


def _scale(summaries: Sequence[Summary]) -> alt.Scale:
    return alt.Scale(domain=[one.policy for one in summaries], range=[COLORS[one.policy] for one in summaries])


def _page(chart: Any) -> str:
    """Return a page that holds the picture itself: nothing is fetched from anywhere."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(chart.to_json())
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Virtual people</title><body><h1>Virtual people</h1>{svg}</body></html>\n"
    )
