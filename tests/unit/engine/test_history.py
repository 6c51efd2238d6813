"""What a person told, as a clinician reads it on the paper of a first visit."""

from stepwell.engine.history import history
from stepwell.knowledge.loader import load

LISTS = ("conditions", "inflammatory_signs", "equipment", "sensation", "worse_with", "better_with", "pain_places")


def test_only_signs_and_illnesses_are_told_together_as_no() -> None:
    """ "No: cancer" can be read; "No: has at home" can not, so such an answer keeps its own words."""
    rows = {row.question: row for group in history(dict.fromkeys(LISTS, ("none",)), load()) for row in group.rows}
    assert {name for name, row in rows.items() if row.is_calm} == {"conditions", "inflammatory_signs"}
    assert rows["equipment"].says == "None of these"
