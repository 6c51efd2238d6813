"""Each kind of mistake in a knowledge file stops the start, with a message that says where, what is wrong, and what to do."""

import shutil
from pathlib import Path

import pytest

from stepwell.knowledge.errors import KnowledgeError
from stepwell.knowledge.loader import DATA, load_from

FIELDS = "see knowledge/schema for what may stand here"
CAT_COW, STAGES, FLAGS, SAFETY = "exercises/cat_cow.toml", "stages.toml", "red_flags.toml", "questions/safety.toml"

MISTAKES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "an unknown key",
        "response.toml",
        'id = "relief_cap"\n',
        'id = "relief_cap"\nvaleu = 3\n',
        f"response.toml: rule 'relief_cap': Object contains unknown field `valeu`. Mend: {FIELDS}.",
    ),
    (
        "a missing key",
        "response.toml",
        'id = "relief_cap"\nvalue = 2.0\n',
        'id = "relief_cap"\n',
        f"response.toml: rule 'relief_cap': Object missing required field `value`. Mend: {FIELDS}.",
    ),
    (
        "a value of the wrong kind",
        "response.toml",
        'id = "relief_cap"\nvalue = 2.0\n',
        'id = "relief_cap"\nvalue = "two"\n',
        f"response.toml: rule 'relief_cap': value: Expected `float`, got `str`. Mend: {FIELDS}.",
    ),
    (
        "a grade that does not exist",
        CAT_COW,
        'grade = "design"\n',
        'grade = "sure"\n',
        f"exercises/cat_cow.toml 'cat_cow': grade: Invalid enum value 'sure'. Mend: {FIELDS}.",
    ),
    (
        "an id with a space",
        CAT_COW,
        'id = "cat_cow"\n',
        'id = "cat cow"\n',
        f"exercises/cat_cow.toml 'cat cow': id: Expected `str` matching regex '^[a-z][a-z0-9_]*$'. Mend: {FIELDS}.",
    ),
    (
        "a file that is named for another id",
        CAT_COW,
        'id = "cat_cow"\n',
        'id = "cat_camel"\n',
        "exercises/cat_cow.toml: holds the id 'cat_camel'. Mend: name the file cat_camel.toml, or the entry cat_cow.",
    ),
    (
        "the same id twice",
        "response.toml",
        'id = "load_up"\n',
        'id = "relief_up"\n',
        "response.toml: rule 'relief_up': this id stands twice. Mend: give one of them another id.",
    ),
    ("a table that is not known", "response.toml", "[[rule]]", "[[rules]]", "response.toml: unknown table 'rules'. Mend: use [[rule]]."),
    (
        "a table in place of a list",
        "countries.toml",
        "",
        "country = 3\n",
        "countries.toml: 'country' is not a list of tables. Mend: write [[country]].",
    ),
    (
        "a table that is missing",
        FLAGS,
        '[safety_rules]\nclean_days = 7\nreask_after_days = 7\ngrade = "design"\n',
        "",
        "red_flags.toml: the table [safety_rules] is missing. Mend: add [safety_rules].",
    ),
    (
        "a danger that one may go on with",
        "hurt.toml",
        'asks_place = false\nactions = ["stop"]',
        'asks_place = false\nactions = ["smaller", "stop"]',
        "hurt.toml: feeling 'further_down': asks for the safety check, and offers to go on. Mend: offer only stop.",
    ),
    (
        "a danger that waits for an answer",
        "hurt.toml",
        'asks_place = false\nactions = ["stop"]',
        'asks_place = true\nactions = ["stop"]',
        "hurt.toml: feeling 'further_down': asks where it is before it stops. Mend: write asks_place = false.",
    ),
    (
        "a feeling that does not offer to stop",
        "hurt.toml",
        'actions = ["smaller", "swap", "stop"]',
        'actions = ["smaller", "swap"]',
        "hurt.toml: feeling 'stretch': does not offer to stop. Mend: add stop.",
    ),
    (
        "a feeling that a log cannot hold",
        "hurt.toml",
        'id = "sharp"',
        'id = "burning"',
        "hurt.toml: the feelings are not stretch, sharp, further_down, numb, weak. Mend: write these in this order.",
    ),
    (
        "a place that a log cannot hold",
        "hurt.toml",
        'id = "both_legs"',
        'id = "both_feet"',
        "hurt.toml: the places are not both_legs, between_legs. Mend: write these in this order.",
    ),
    (
        "a phase of no length",
        "timetable.toml",
        "switch_s = 8 ",
        "switch_s = 0 ",
        f"timetable.toml: switch_s: Expected `int` >= 1. Mend: {FIELDS}.",
    ),
    (
        "a condition that nobody is asked about",
        "timetable.toml",
        '"conditions has lung_condition"',
        '"illness has lung_condition"',
        "timetable.toml: breath: the question 'illness' does not exist. Mend: add it to questions, or name another.",
    ),
    (
        "a source that is not listed",
        CAT_COW,
        'sources = ["cat_camel_cycles"',
        'sources = ["smith_1999"',
        "exercise 'cat_cow': the source 'smith_1999' is not in sources.toml. Mend: add it there, or name another.",
    ),
    (
        "a read grade without a source",
        "response.toml",
        'rule = "After 2 sessions in a row without lasting aggravation the relief dose rises by 8 %."\ngrade = "design"',
        'rule = "After 2 sessions in a row without lasting aggravation the relief dose rises by 8 %."\ngrade = "read"',
        "response rule 'relief_up': grade 'read' but no source. Mend: name the source, or grade it design or memory.",
    ),
    (
        "a group that does not exist",
        SAFETY,
        'id = "fever"\ngroup = "feeling_ill"',
        'id = "fever"\ngroup = "feverish"',
        "question 'fever': the group 'feverish' does not exist. Mend: add the [[group]], or name another.",
    ),
    (
        "a clarifier that does not exist",
        SAFETY,
        'clarifier = "leak_clear"',
        'clarifier = "leak_again"',
        "question 'leak': the clarifier 'leak_again' does not exist. Mend: add that question.",
    ),
    (
        "limits the wrong way round",
        SAFETY,
        "lowest = 1\nhighest = 110",
        "lowest = 110\nhighest = 110",
        "question 'age': lowest 110.0 is not below highest 110.0. Mend: mend the limits.",
    ),
    (
        "a condition of two words",
        FLAGS,
        'when = "bladder_change = yes"',
        'when = "bladder_change yes"',
        "red_flags.toml: red_flag 'bladder_change': when: 'bladder_change yes' is not a condition: write three words, such as"
        f' "age >= 50" or "conditions has osteoporosis". Mend: {FIELDS}.',
    ),
    (
        "a condition that compares with no number",
        FLAGS,
        'when = "age < 20"',
        'when = "age < twenty"',
        f"red_flags.toml: red_flag 'under_20': when: 'age < twenty' compares with 'twenty', which is not a number. Mend: {FIELDS}.",
    ),
    (
        "a condition about an unknown question",
        FLAGS,
        'when = "bladder_change = yes"',
        'when = "bladder_changes = yes"',
        "red_flags.toml: red_flag 'bladder_change': when: the question 'bladder_changes' does not exist."
        " Mend: add it to questions, or name another.",
    ),
    (
        "an answer that its question does not have",
        FLAGS,
        'when = "bladder_change = yes"',
        'when = "bladder_change = maybe"',
        "red_flags.toml: red_flag 'bladder_change': when: 'maybe' is not an answer to 'bladder_change'."
        " Mend: use one of no, yes, not_sure.",
    ),
    (
        "a number asked of words",
        FLAGS,
        'when = "bladder_change = yes"',
        'when = "bladder_change >= 2"',
        "red_flags.toml: red_flag 'bladder_change': when: 'bladder_change' is a sign, not a number."
        " Mend: compare it with one of its choices.",
    ),
    (
        "a rule that is not there",
        FLAGS,
        '"@both_legs_weak", ',
        '"@both_legs_tired", ',
        "red_flags.toml: red_flag 'sexual_change_with_others': the rule '@both_legs_tired' does not exist."
        " Mend: name a red_flag of this file.",
    ),
    (
        "a rule that goes in a circle",
        FLAGS,
        'when = "bladder_change = yes"',
        'when = { any = ["bladder_change = yes", "@bladder_change"] }',
        "red_flags.toml: red_flag 'bladder_change': refers to itself through bladder_change. Mend: break the circle.",
    ),
    (
        "a flag that does nothing",
        FLAGS,
        'when = "bladder_change = yes"\ntier = "emergency_now"',
        'when = "bladder_change = yes"',
        "red_flags.toml: red_flag 'bladder_change': neither a tier nor points. Mend: give it a tier, soft_points or fracture_points.",
    ),
    (
        "a count that reaches an emergency",
        FLAGS,
        'id = "soft_signs_three"\ncounts = "soft_points"\nat_least = 3\ntier = "within_days"',
        'id = "soft_signs_three"\ncounts = "soft_points"\nat_least = 3\ntier = "emergency_now"',
        "red_flags.toml: score 'soft_signs_three': a count may never reach emergency_now. Mend: use a named combination.",
    ),
    (
        "a pattern that no exercise is rated for",
        "patterns.toml",
        'exercise_key = "stenosis"',
        'exercise_key = "narrow"',
        "patterns.toml: pattern 'stenosis': no exercise is rated for 'narrow'. Mend: use a key of the exercises' suitability.",
    ),
    (
        "stages in another order",
        STAGES,
        'id = "calm"',
        'id = "quiet"',
        "stages.toml: the stages are not calm, restore, build, maintain. Mend: write the four in this order.",
    ),
    (
        "a pair with the highest first",
        STAGES,
        "sessions_a_day = [2, 4]",
        "sessions_a_day = [4, 2]",
        "stages.toml: stage 'calm': sessions_a_day: 4 is above 2. Mend: write the lowest first.",
    ),
    (
        "more exercises than places",
        STAGES,
        "exercises = [2, 4]",
        "exercises = [2, 9]",
        "stages.toml: stage 'calm': 9 exercises but 4 slots. Mend: add a slot for each.",
    ),
    (
        "a progression that does not exist",
        CAT_COW,
        'progressions = ["quadruped_rock_back"',
        'progressions = ["rock_and_roll"',
        "exercises/cat_cow.toml: the exercise 'rock_and_roll' does not exist. Mend: name another exercise's id.",
    ),
    (
        "a pattern without a rating",
        CAT_COW,
        "[suitability.stenosis]\n",
        "[suitability.stenosed]\n",
        "exercises/cat_cow.toml: no suitability for 'stenosis'. Mend: rate it.",
    ),
    (
        "an impossible dose",
        CAT_COW,
        "hold_s = [15, 30]",
        "hold_s = [15, 3000]",
        "exercises/cat_cow.toml: doses.subacute: hold_s: 15 to 3000 is not possible. Mend: keep it from 0 to 1200.",
    ),
    (
        "a dose with the highest first",
        CAT_COW,
        "hold_s = [15, 30]",
        "hold_s = [30, 15]",
        "exercises/cat_cow.toml: doses.subacute: hold_s: 30 is above 15. Mend: write the lowest first.",
    ),
    (
        "a movement that does not begin at its beginning",
        CAT_COW,
        "[[motion.keys]]\nat = 0\n",
        "[[motion.keys]]\nat = 0.5\n",
        "exercises/cat_cow.toml: motion: the keys are at [0.5, 1.0]. Mend: let the first be at 0 and each later than the one before.",
    ),
    (
        "a movement that does not get to its end",
        CAT_COW,
        "[[motion.keys]]\nat = 1\n",
        "[[motion.keys]]\nat = 0.9\n",
        "exercises/cat_cow.toml: motion: the last key is at 0.9. Mend: let it be at 1, or say cycle = true.",
    ),
    (
        "a lesson for a stage that does not exist",
        "lessons/keeping_well.toml",
        'stages = ["build", "maintain"]',
        'stages = ["quiet"]',
        "lessons/keeping_well.toml: the stage 'quiet' does not exist. Mend: use one of calm, restore, build, maintain.",
    ),
    (
        "a lesson against a pattern that does not exist",
        "lessons/first_hour.toml",
        'not_for_patterns = ["stenosis"]',
        'not_for_patterns = ["narrow"]',
        "lessons/first_hour.toml: the pattern 'narrow' does not exist. Mend: use one of disc_related, stenosis, "
        "piriformis_deep_gluteal, spondylolisthesis, non_specific, pregnancy_related.",
    ),
    (
        "two exercises of one name",
        "exercises/supine_march.toml",
        'name = "March, lying on your back"',
        'name = "Pelvic tilt"',
        "exercises/supine_march.toml: has the same name, 'Pelvic tilt', as pelvic_tilt. Mend: give each its own.",
    ),
    (
        "two lessons in the same place",
        "lessons/hurt_and_harm.toml",
        "order = 2",
        "order = 1",
        "lessons/what_sciatica_is.toml: has the same order, 1, as hurt_and_harm. Mend: give each its own place.",
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the knowledge that may be spoiled."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_the_copy_itself_loads(folder: Path) -> None:
    assert load_from(folder).exercises


@pytest.mark.parametrize(
    ("file", "good", "bad", "message"), [mistake[1:] for mistake in MISTAKES], ids=[mistake[0] for mistake in MISTAKES]
)
def test_a_mistake_is_refused(folder: Path, file: str, good: str, bad: str, message: str) -> None:
    written = (folder / file).read_text()
    assert good in written, f"{file} no longer holds {good!r}: change this test with it"
    (folder / file).write_text(written.replace(good, bad, 1) if good else bad)
    with pytest.raises(KnowledgeError) as refused:
        load_from(folder)
    assert str(refused.value) == message


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "stages.toml").unlink()
    with pytest.raises(KnowledgeError, match=r"^stages\.toml: the file is missing\. Mend: put it back, or reinstall\.$"):
        load_from(folder)


def test_a_file_that_is_not_toml_says_at_which_line(folder: Path) -> None:
    (folder / "stages.toml").write_text("[[stage]\n")
    with pytest.raises(KnowledgeError, match=r"^stages\.toml: is not TOML \(.*line 1.*\)\. Mend: mend the line that it names\.$"):
        load_from(folder)


def test_a_file_that_is_not_text_is_refused(folder: Path) -> None:
    (folder / "stages.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError, match=r"^stages\.toml: is not TOML"):
        load_from(folder)


def test_advice_for_every_tier_is_needed(folder: Path) -> None:
    path = folder / "advice.toml"
    parts = path.read_text().split("[[advice]]")
    path.write_text("[[advice]]".join(part for part in parts if 'id = "routine"' not in part))
    with pytest.raises(KnowledgeError, match=r"^advice\.toml: no advice for the tier 'routine'\. Mend: add it\.$"):
        load_from(folder)


def test_an_exercise_without_any_dose_is_refused(folder: Path) -> None:
    path = folder / CAT_COW
    head, _, rest = path.read_text().partition("[doses.acute_irritable]")
    path.write_text(head + "[doses]\n\n[load]" + rest.partition("[load]")[2])
    with pytest.raises(KnowledgeError, match=r"^exercises/cat_cow\.toml: no dose for any stage\."):
        load_from(folder)


def test_a_question_with_one_choice_is_refused(folder: Path) -> None:
    path = folder / "questions/evaluation.toml"
    text = path.read_text()
    start = text.index('id = "night_waking"')
    choices = text.index("choices = [", start)
    path.write_text(text[:choices] + 'choices = [{ id = "no", text = "No" }]' + text[text.index("]", choices) + 1 :])
    with pytest.raises(KnowledgeError, match=r"^question 'night_waking': fewer than two choices\. Mend: add choices, calmest first\.$"):
        load_from(folder)


def test_a_course_that_goes_back_in_time_is_refused(folder: Path) -> None:
    path = folder / "course.toml"
    path.write_text(path.read_text().replace("week = 12,", "week = 7,"))
    with pytest.raises(KnowledgeError, match=r"^course\.toml: the weeks are .*7, 26, 52\]\. Mend: let the first be 0"):
        load_from(folder)


def test_ways_of_a_hundred_people_that_make_no_hundred_are_refused(folder: Path) -> None:
    path = folder / "course.toml"
    path.write_text(path.read_text().replace("share = 58", "share = 57"))
    with pytest.raises(KnowledgeError, match=r"^course\.toml: ways: the shares make 99\."):
        load_from(folder)


def test_a_source_of_the_course_that_is_not_there_is_refused(folder: Path) -> None:
    path = folder / "course.toml"
    path.write_text(path.read_text().replace('"ogollah_2019"', '"nobody_1900"'))
    with pytest.raises(KnowledgeError, match=r"nobody_1900"):
        load_from(folder)
