"""The check-in and the evaluation as pages: their order, and that they speak of the same triggers and choices."""

from stepwell.knowledge.loader import load
from stepwell.knowledge.schema import AskedWhen, Question, QuestionKind

FIVE_PAGES = ["where_it_hurts", "how_strong_now", "what_changes_it", "other_conditions", "getting_to_the_floor"]


def asked(when: AskedWhen) -> list[Question]:
    """Return the questions of one moment, in the order of the file."""
    return [question for question in load().questions.values() if when in question.asked_when]


def test_exposures_are_the_triggers_in_the_same_order() -> None:
    """A chip names a trigger, or it could not be learned from."""
    exposures = load().questions["exposures"].choices
    assert [choice.id for choice in exposures] == ["none", *load().triggers]


def test_exposures_can_be_read_in_a_moment() -> None:
    """Two chips stand side by side on a phone: each has few words."""
    assert all(len(choice.text) <= 34 for choice in load().questions["exposures"].choices)


def test_what_happened_is_asked_before_how_it_hurts() -> None:
    """Today's pain must not colour the memory of yesterday; what is new comes last."""
    order = [question.id for question in asked(AskedWhen.CHECK_IN)]
    pain = order.index("leg_waking")
    assert {"walked_minutes", "exposures", "sleep"} <= set(order[:pain])
    assert order[-1] == "anything_new"


def test_five_pages_are_enough_for_a_first_session() -> None:
    """The quick questions fill the first five pages, and no page mixes them with others."""
    evaluation = asked(AskedWhen.EVALUATION)
    assert list(dict.fromkeys(question.group for question in evaluation if question.quick)) == FIVE_PAGES
    assert not [question.id for question in evaluation if not question.quick and question.group in FIVE_PAGES]


def test_nothing_can_be_said_explicitly() -> None:
    """Each question with several answers offers "none of these" first: silence is not an answer."""
    for when in (AskedWhen.EVALUATION, AskedWhen.CHECK_IN):
        for question in asked(when):
            if question.kind is QuestionKind.CHOICES:
                assert question.choice_ids[0] == "none", question.id


def test_no_trigger_is_a_ban() -> None:
    """Each card says what to do instead and how to build it up again, and easing ends within two weeks."""
    for trigger in load().triggers.values():
        assert 2 <= trigger.ease_days <= 14, trigger.id
        assert "never" not in f"{trigger.instead} {trigger.build_back}".lower(), trigger.id
        assert trigger.instead != trigger.build_back


def test_the_five_triggers_of_the_promise_are_asked() -> None:
    """Sitting, lifting, twisting, sleep posture and hard ground are looked at for everybody."""
    promised = {trigger.id for trigger in load().triggers.values() if trigger.mission}
    assert promised == {
        "prolonged_sitting",
        "heavy_lifting",
        "sudden_twist_or_awkward",
        "sleep_posture_prone_or_odd",
        "hard_surface_walk_run",
    }
    assert all(load().triggers[name].asked for name in promised)
