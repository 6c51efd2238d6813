"""Words of a message that may mean danger: what is found, and what is left alone. The messages are made up by us."""

import pytest

from stepwell.engine.danger_words import found
from stepwell.knowledge import loader

DANGERS = [
    ("bladder", "I can't pee since this morning"),
    ("bladder", "having truble urinating"),
    ("bladder", "I wet myself last night"),
    ("bladder", "My bladdder does not empty and I cannot feel it"),
    ("bladder", "it is hard to start peeing now"),
    ("bladder", "I don’t feel when I pee"),
    ("bowel", "cant controll my bowels"),
    ("bowel", "I had an accident with poop today"),
    ("saddle", "Ive lost feeling between my legs"),
    ("saddle", "numbness in my groin"),
    ("saddle", "my privates are tingling, is that normal?"),
    ("both_legs", "both my legs feel weak"),
    ("both_legs", "I have numb feet, both feet, since yesterday"),
    ("weaker", "my foot drags when I walk"),
    ("weaker", "my leg gave way twice today"),
    ("weaker", "I cannot lift my toes any more"),
    ("infection", "I have a fever and my back hurts"),
    ("infection", "shivering all night, temperature 39"),
    ("injury", "I fell down the stairs yesterday and my back hurts"),
    ("chest", "I have chest pain when walking"),
    ("chest", "short of breath since the morning"),
    ("clot", "my calf is swollen and hot"),
    ("bleeding", "I took ibuprofen and have black stools"),
    ("self_harm", "i want to die"),
    ("self_harm", "I dont want to live like this"),
    ("self_harm", "sometimes I think about killing myself"),
    ("self_harm", "thinking of SUICIDE"),
]
CALM = [
    "Can we move my appointment to Friday?",
    "The bridge was easy, shall I do more?",
    "My leg pain is a bit worse after sitting",
    "I walked 20 minutes today",
    "Is it normal that my calf is sore after heel raises?",
    "Thank you, the press-ups help",
    "What shoes should I wear?",
    "I was on vacation for a week",
    "My back feels stiff in the morning",
    "The cat-cow hurts a bit, can I leave it out?",
    "I could not do the session yesterday, too busy",
    "My leg tingles a little when I sit long",
    "I slept badly",
    "I feel more confident now",
    "Do you have time on Monday? I can't find my mat",
    "Which pillow do you recommend for between the knees?",
    "I love the breathing one",
    "How long until I can lift my grandson?",
]


@pytest.mark.parametrize(("danger", "words"), DANGERS)
def test_danger_is_found(danger: str, words: str) -> None:
    assert danger in {each.id for each in found(words, loader.load())}


@pytest.mark.parametrize("words", CALM)
def test_a_calm_message_is_left_alone(words: str) -> None:
    assert found(words, loader.load()) == ()


def test_the_most_urgent_comes_first() -> None:
    both = found("I have a fever and I can't pee", loader.load())
    assert both[0].id == "bladder"
