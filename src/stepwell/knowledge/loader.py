"""Knowledge files -> Knowledge. Reads strictly: what is not understood stops the start and says where."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomli

from stepwell.knowledge import checks
from stepwell.knowledge.condition import Condition, parsed
from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.schema import (
    Country,
    Course,
    DangerWords,
    DiagnosisCode,
    Exercise,
    Finding,
    Group,
    HelpSign,
    HurtFeeling,
    HurtPlace,
    HurtRules,
    Irritability,
    Knowledge,
    Lesson,
    Link,
    MeasureKind,
    Need,
    OrderCaution,
    OwnAdvice,
    Pace,
    Pattern,
    PatternRules,
    ProbeRules,
    Question,
    ReasonText,
    RedFlag,
    Release,
    ResponseRule,
    SafetyRules,
    Score,
    SignWords,
    Smaller,
    Source,
    Stage,
    Tier,
    TierAdvice,
    TreatmentKind,
    Trigger,
    Walking,
)

T = TypeVar("T")
DATA = Path(__file__).parent / "data"


@cache
def load() -> Knowledge:
    """Return the knowledge that ships with the package, read once a process."""
    return load_from(DATA)


def load_from(folder: Path) -> Knowledge:
    """Read a folder of knowledge files.

    Args:
        folder: laid out as ``knowledge/data``.

    Raises:
        KnowledgeError: a file is missing or unreadable, a key is unknown, an id dangles, a source
            is missing, or a number is impossible. The message names the file and the entry.
    """
    read = _Reader(folder)
    moments = ("safety", "evaluation", "check_in", "probe", "relapse_plan", "examination")
    questions = [name for name in moments if (folder / "questions" / f"{name}.toml").exists()]
    knowledge = Knowledge(
        release=read.one("release.toml", None, Release),
        sources=read.many(["sources.toml"], "source", Source),
        groups=read.many([f"questions/{name}.toml" for name in questions], "group", Group, beside=("question",)),
        questions=read.many([f"questions/{name}.toml" for name in questions], "question", Question, beside=("group",)),
        red_flags=read.many(["red_flags.toml"], "red_flag", RedFlag, beside=("score", "safety_rules")),
        scores=read.many(["red_flags.toml"], "score", Score, beside=("red_flag", "safety_rules")),
        safety_rules=read.one("red_flags.toml", "safety_rules", SafetyRules),
        advice={Tier(key): value for key, value in read.many(["advice.toml"], "advice", TierAdvice).items()},
        sign_words=read.many(["signs.toml"], "sign_words", SignWords, beside=("own_advice", "help_sign")),
        own_advice=read.many(["signs.toml"], "own_advice", OwnAdvice, beside=("sign_words", "help_sign")),
        help_signs=read.many(["signs.toml"], "help_sign", HelpSign, beside=("sign_words", "own_advice")),
        countries=read.many(["countries.toml"], "country", Country),
        patterns=read.many(["patterns.toml"], "pattern", Pattern, beside=("pattern_rules",)),
        pattern_rules=read.one("patterns.toml", "pattern_rules", PatternRules),
        probe=read.one("probe.toml", None, ProbeRules),
        stages=read.many(["stages.toml"], "stage", Stage),
        response=read.many(["response.toml"], "rule", ResponseRule),
        walking=read.one("walking.toml", None, Walking),
        pace=read.one("timetable.toml", None, Pace),
        hurt=_hurt_rules(read),
        reasons=read.many(["reasons.toml"], "reason", ReasonText),
        exercises=read.each("exercises", Exercise),
        triggers=read.many(["triggers.toml"], "trigger", Trigger),
        trigger_rules=read.many(["trigger_rules.toml"], "rule", ResponseRule),
        lessons=dict(sorted(read.each("lessons", Lesson).items(), key=lambda named: named[1].order)),
        measures=read.each("measures", MeasureKind),
        course=read.one("course.toml", None, Course),
        treatments=read.many(["treatments.toml"], "treatment", TreatmentKind),
        order_cautions=read.many(["order_cautions.toml"], "order_caution", OrderCaution),
        codes={code.code: code for code in read.many(["diagnosis_codes.toml"], "code", DiagnosisCode).values()},
        findings=read.many(["findings.toml"], "finding", Finding, beside=("irritability",)),
        irritability=read.many(["findings.toml"], "irritability", Irritability, beside=("finding",)),
        needs=read.many(["needs_you.toml"], "need", Need, beside=("rule",)),
        caseload=read.many(["needs_you.toml"], "rule", ResponseRule, beside=("need",)),
        danger_words=read.many(["danger_words.toml"], "danger_words", DangerWords),
    )
    checks.check(knowledge)
    return knowledge


def _hurt_rules(read: "_Reader") -> HurtRules:
    tables = ("feeling", "place", "smaller", "link")

    def table(name: str, kind: type[T]) -> dict[str, T]:
        return read.many(["hurt.toml"], name, kind, beside=tuple(other for other in tables if other != name))

    return HurtRules(
        feelings=table("feeling", HurtFeeling),
        places=table("place", HurtPlace),
        smaller=table("smaller", Smaller),
        links=table("link", Link),
    )


class _Reader:
    """Reads files of one folder, each parsed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parsed: dict[str, dict[str, Any]] = {}

    def one(self, name: str, table: str | None, kind: type[T]) -> T:
        """Return the file itself, or its one table ``table``, as ``kind``."""
        content = self._content(name)
        if table is not None and table not in content:
            raise KnowledgeError(name, f"the table [{table}] is missing", f"add [{table}]")
        return _converted(content if table is None else content[table], kind, name if table is None else f"{name}: {table}")

    def many(self, files: Iterable[str], table: str, kind: type[T], beside: tuple[str, ...] = ()) -> dict[str, T]:
        """Return every ``[[table]]`` entry of the files by id, in order; ``beside`` names the other tables they may hold."""
        found: dict[str, T] = {}
        for name in files:
            content = self._content(name)
            for key in content.keys() - {table, *beside}:
                raise KnowledgeError(name, f"unknown table {key!r}", f"use [[{table}]]")
            _collect(found, ((f"{name}: {table}", raw) for raw in _entries(content, table, name)), kind)
        return found

    def each(self, folder: str, kind: type[T]) -> dict[str, T]:
        """Return one entry for each file of a folder, by id, in the order of file names. A file is named for its id."""
        found: dict[str, T] = {}
        for path in sorted((self.folder / folder).glob("*.toml")):
            name = f"{folder}/{path.name}"
            raw = self._content(name)
            _collect(found, [(name, raw)], kind)
            if raw.get("id") != path.stem:
                raise KnowledgeError(
                    name, f"holds the id {raw.get('id')!r}", f"name the file {raw.get('id')}.toml, or the entry {path.stem}"
                )
        return found

    def _content(self, name: str) -> dict[str, Any]:
        if name not in self.parsed:
            try:
                self.parsed[name] = tomli.loads((self.folder / name).read_text(encoding="utf-8"))
            except FileNotFoundError:
                raise KnowledgeError(name, "the file is missing", "put it back, or reinstall") from None
            except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
                raise KnowledgeError(name, f"is not TOML ({error})", "mend the line that it names") from None
        return self.parsed[name]


def _entries(content: Mapping[str, Any], table: str, name: str) -> list[Any]:
    entries = content.get(table, [])
    if not isinstance(entries, list):
        raise KnowledgeError(name, f"{table!r} is not a list of tables", f"write [[{table}]]")
    return entries


def _collect(found: dict[str, T], raws: Iterable[tuple[str, Any]], kind: type[T]) -> None:
    for where, raw in raws:
        label = f"{where} {raw.get('id', '(without id)')!r}" if isinstance(raw, Mapping) else where
        entry = _converted(raw, kind, label)
        key = str(entry.id)  # type: ignore[attr-defined]
        if key in found:
            raise KnowledgeError(label, "this id stands twice", "give one of them another id")
        found[key] = entry


def _converted(raw: Any, kind: type[T], where: str) -> T:
    try:
        return msgspec.convert(raw, type=kind, dec_hook=_hook)
    except msgspec.ValidationError as error:
        wrong, _, path = str(error).partition(" - at ")
        at = path.strip("`").removeprefix("$").removeprefix(".")
        raise KnowledgeError(where + (f": {at}" if at else ""), wrong, "see knowledge/schema for what may stand here") from None


def _hook(kind: type[Any], raw: Any) -> Any:
    if kind is Condition:
        return parsed(raw)
    raise NotImplementedError(kind)
