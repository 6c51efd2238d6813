"""The words of the player: its buttons, its phases, and what "it hurts" asks."""

from django.utils.translation import gettext as _

from stepwell.web.shared import player_voice

Pairs = tuple[tuple[str, str], ...]


def taps() -> dict[str, Pairs]:
    """Return the answers to the questions after an exercise, as (value, words)."""
    return {
        "done": (("all", _("All")), ("part", _("Part")), ("none", _("None"))),
        "effort": (("easy", _("Easy")), ("right", _("Just right")), ("hard", _("Hard"))),
        "leg": (
            ("eased", _("Moved up or eased")),
            ("same", _("The same")),
            ("worse", _("Worse")),
            ("further_down", _("Further down the leg")),
        ),
    }


def hurt() -> dict[str, Pairs]:
    """Return what pain can be like and where it can be, as (value, words)."""
    return {
        "feelings": (
            ("stretch", _("Just a stretch or a pull")),
            ("sharp", _("Sharp or shooting")),
            ("further_down", _("It goes further down the leg")),
            ("numb", _("Numb or tingling more than before")),
            ("weak", _("The leg or foot feels weak")),
        ),
        "places": (
            ("back", _("Back")),
            ("buttock", _("Buttock")),
            ("thigh", _("Thigh")),
            ("knee", _("Knee")),
            ("calf", _("Calf")),
            ("foot", _("Foot")),
            ("both_legs", _("Both legs")),
            ("between_legs", _("Between my legs, or around the back passage")),
        ),
    }


def getting_there(position: str, before: str | None) -> str:
    """Return how to get into a position of the body, or that it stays."""
    new = {
        "supine": _("Lie down on your back."),
        "prone": _("Lie down on your front."),
        "side_lying": _("Lie down on your side."),
        "quadruped": _("Come onto your hands and knees."),
        "kneeling": _("Come up onto your knees."),
        "sitting": _("Sit on a steady chair."),
        "standing": _("Stand up, slowly. Hold on to something if you need to."),
    }
    same = {
        "supine": _("Stay on your back."),
        "prone": _("Stay on your front."),
        "side_lying": _("Stay on your side."),
        "quadruped": _("Stay on your hands and knees."),
        "kneeling": _("Stay on your knees."),
        "sitting": _("Stay on the chair."),
        "standing": _("Stay standing."),
    }
    return (same if position == before else new)[position]


def screen() -> dict[str, str]:
    """Return the words on the player's screen; "{n}" stands for a number."""
    return {
        "count": _("{n} of {of}"),
        "set": _("Set {n} of {of}"),
        "ready": _("Get into position"),
        "hold": _("Hold"),
        "ease": _("Let go"),
        "move": _("Slowly"),
        "rest": _("Rest"),
        "rest_cue": _("Breathe easily. The next set comes in a moment."),
        "switch": _("Change sides"),
        "timed": _("Keep going, easily"),
        "left": _("Left side"),
        "right": _("Right side"),
        "paused": _("Paused"),
        "pause": _("Pause"),
        "go_on": _("Continue"),
        "tap_pause": _("tap to pause"),
        "tap_go": _("tap to continue"),
        "next": _("Next:"),
        "last": _("This is the last one"),
        "make_smaller": _("Make it smaller: {how}"),
        "start": _("Start the timer"),
        "resume": _("Continue where you were"),
        **player_voice.said(),
    }
