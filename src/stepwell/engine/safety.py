"""How a tier lives on over days: it rises by itself, and falls only after a clinician's entry or clean days."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from stepwell.engine.decision import Reason
from stepwell.engine.log import Answers
from stepwell.engine.screening import Triage, hard_questions, is_needed, raised_flags, triage
from stepwell.knowledge.condition import leaves, names
from stepwell.knowledge.once import once
from stepwell.knowledge.schema import AskedWhen, Knowledge, Question, Tier


class Safety(Struct, frozen=True, kw_only=True):
    """What stands between a person and exercise.

    Attributes:
        held: the tier in force; it may be above what today's answers alone would give.
        held_on: the day it was reached or last confirmed.
        reasons: why it was reached.
        clean: days after ``held_on`` with calmer answers.
        answered_on: question -> the day of its latest answer; emptied when all must be asked again.
        asked_again: all must be asked again, and not every hard one has been answered since.
        suppressed: flags a clinician has looked at, until their questions are answered anew.
        current: the tier that the present answers give. present: why, told once the tier has fallen to it.
        missing: hard questions that were never answered, in order.
        floor: the tier of what a clinician found: calm days do not bring it below that, only a clinician's own word does.
        findings: what that was; told as long as it stands, whatever is answered later.
    """

    held: Tier = Tier.SELF_MANAGE
    held_on: date | None = None
    reasons: tuple[Reason, ...] = ()
    clean: tuple[date, ...] = ()
    answered_on: dict[str, date] = {}
    suppressed: tuple[str, ...] = ()
    current: Tier = Tier.SELF_MANAGE
    present: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    asked_again: bool = False
    floor: Tier = Tier.SELF_MANAGE
    findings: tuple[Reason, ...] = ()

    @property
    def lowest(self) -> Tier:
        """How far the tier can fall by itself."""
        return max(self.current, self.floor)


def answered(safety: Safety, before: Answers, answers: Answers, given: Iterable[str], on: date, knowledge: Knowledge) -> Safety:
    """Take in new safety answers.

    Args:
        safety: before.
        before: everything answered before.
        answers: the same, with the new ones.
        given: ids of the questions answered now.
        on: the day of the answers.
        knowledge: the rules.
    """
    given = set(given)
    suppressed = tuple(flag for flag in safety.suppressed if not _asked_anew(flag, given, knowledge))
    answered_on = safety.answered_on | dict.fromkeys(given, on)
    after = replace(safety, suppressed=suppressed, answered_on=answered_on)
    after = replace(after, asked_again=safety.asked_again and bool(due(after, answers, on, knowledge)))
    if safety.answered_on and answers == before and suppressed == safety.suppressed:
        return _said_again(after, on, knowledge)
    found = triage(answers, knowledge, suppressed)
    return _taken_in(replace(after, missing=found.unanswered), found, on, knowledge)


def concern(safety: Safety, reason: Reason, tier: Tier, on: date) -> Safety:
    """Raise the tier for something the log itself shows, such as a week of strong pain."""
    if tier < safety.held:
        return safety
    reasons = _together((reason,), safety.reasons if tier == safety.held else safety.findings)
    return replace(safety, held=tier, held_on=on, reasons=reasons, clean=())


def found(safety: Safety, reason: Reason, tier: Tier, on: date) -> Safety:
    """Raise the tier for what a clinician found: it stays until a clinician says otherwise."""
    raised = concern(safety, reason, tier, on)
    reasons = _together(raised.reasons, (reason,))
    return replace(raised, reasons=reasons, floor=max(safety.floor, tier), findings=_together((reason,), safety.findings))


def clean_day(safety: Safety, on: date, knowledge: Knowledge) -> Safety:
    """Count a day on which the person said that nothing is new; after enough of them the tier falls."""
    if safety.held_on is None or on <= safety.held_on or safety.lowest >= safety.held or on in safety.clean:
        return safety
    clean = (*safety.clean, on)
    if len(clean) < knowledge.safety_rules.clean_days:
        return replace(safety, clean=clean)
    return replace(safety, held=safety.lowest, held_on=on, reasons=_together(safety.present, safety.findings), clean=())


def cleared(safety: Safety, tier: Tier, answers: Answers, on: date, knowledge: Knowledge, why: tuple[Reason, ...] = ()) -> Safety:
    """Take in a clinician's examination: the flags raised so far are looked at, and the tier becomes theirs. ``why``: what they said."""
    looked_at = tuple(dict.fromkeys((*safety.suppressed, *(flag.id for flag in raised_flags(answers, knowledge)))))
    floor, current = min(safety.floor, tier), min(safety.current, tier)
    after = replace(safety, current=current, present=(), floor=floor, findings=(), suppressed=looked_at)
    return replace(after, held=tier, held_on=on, reasons=why, clean=())


def ask_again(safety: Safety) -> Safety:
    """Make every hard question due again, because something new was said or a flare began."""
    return replace(safety, answered_on={}, asked_again=True)


def due(safety: Safety, answers: Answers, today: date, knowledge: Knowledge, *, whole: bool = False) -> tuple[str, ...]:
    """Return the questions to ask before any exercise today: never answered, or answered too long ago.

    Only the hard ones, unless the ``whole`` check is due. Standing questions (past illnesses) are asked once.
    """
    oldest = today - timedelta(days=knowledge.safety_rules.reask_after_days)
    ask = []
    for question in _all_questions(knowledge) if whole else hard_questions(knowledge):
        if not is_needed(question, answers, knowledge):
            continue
        last = safety.answered_on.get(question.id)
        if (question.hard and question.id not in answers) or (not question.standing and (last is None or last <= oldest)):
            ask.append(question.id)
    return tuple(ask)


def next_due(safety: Safety, answers: Answers, today: date, knowledge: Knowledge) -> date:
    """Return the day on which the safety questions come again, if nothing else brings them sooner."""
    lasting = [question for question in hard_questions(knowledge) if not question.standing and is_needed(question, answers, knowledge)]
    kept = [safety.answered_on[question.id] for question in lasting if question.id in safety.answered_on]
    return min(kept, default=today) + timedelta(days=knowledge.safety_rules.reask_after_days)


def safety_answers(answers: Answers, knowledge: Knowledge) -> set[str]:
    """Return the ids among ``answers`` that belong to the safety check."""
    return {question for question in answers if AskedWhen.SAFETY in knowledge.questions[question].asked_when}


@once
def _all_questions(knowledge: Knowledge) -> tuple[Question, ...]:
    """Return every question of the safety check that is asked by itself, and not only after a doubt."""
    after_doubt = {question.clarifier for question in knowledge.questions.values()}
    asked = (question for question in knowledge.questions.values() if AskedWhen.SAFETY in question.asked_when)
    return tuple(question for question in asked if question.id not in after_doubt)


def _said_again(safety: Safety, on: date, knowledge: Knowledge) -> Safety:
    """Take in the same answers once more: they confirm the tier they gave, or count as a clean day below it."""
    if safety.lowest < safety.held:
        return clean_day(safety, on, knowledge)
    return replace(safety, held_on=on, clean=())


def _taken_in(safety: Safety, found: Triage, on: date, knowledge: Knowledge) -> Safety:
    after = replace(safety, current=found.tier, present=found.reasons)
    if found.tier >= safety.held:
        return replace(after, held=found.tier, held_on=on, reasons=_together(found.reasons, safety.findings), clean=())
    if found.tier > safety.current:
        return after  # calmer than what is held, but worse than yesterday: no clean day
    return clean_day(after, on, knowledge)


def _together(first: tuple[Reason, ...], others: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return reasons with others after them, each once."""
    ids = {reason.id for reason in first}
    return (*first, *(reason for reason in others if reason.id not in ids))


def _asked_anew(flag: str, given: set[str], knowledge: Knowledge) -> bool:
    return any(question in given and not knowledge.questions[question].standing for question in _questions_of(flag, knowledge))


def _questions_of(flag: str, knowledge: Knowledge) -> set[str]:
    when = knowledge.red_flags[flag].when
    own = {leaf.question for leaf in leaves(when)}
    return own.union(*(_questions_of(name, knowledge) for name in names(when)))
