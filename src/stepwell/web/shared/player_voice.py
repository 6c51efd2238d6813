"""What the player says aloud, besides the words on its screen. Short sentences: they are heard once, lying down."""

from django.utils.translation import gettext as _


def said() -> dict[str, str]:
    """Return the sentences of the voice, by id; words in braces are filled in by the player."""
    return {
        "tap_ready": _("tap when you are ready"),
        "repetition": _("{n} of {of}"),
        "say_next": _("Next: {name}"),
        "say_hurts": _("If it hurts, touch the bottom middle of the screen."),
        "say_ready": _("Tap anywhere when you are ready."),
        "say_side_first": _("{side} first."),
        "say_sets": _("{sets} sets of {n}."),
        "say_times": _("{n} times."),
        "say_go": _("Begin."),
        "say_on": _("On we go."),
        "say_two": _("Two more."),
        "say_last": _("Last one."),
        "say_half": _("Halfway."),
        "say_half_of": _("Halfway. {n} more seconds."),
        "breathe_in": _("Breathe in"),
        "breathe_out": _("Breathe out"),
        "say_ten": _("Ten more seconds."),
        "say_change": _("In ten seconds you change position. {where}"),
        "say_change_last": _("Then you change position. {where}"),
        "say_back": _("Get back into position"),
        "say_asleep": _("The phone was asleep, so we waited for you here."),
        "say_tap": _("Tap when you are ready to go on."),
        "say_eased": _("This will be smaller today too: {names}."),
        "say_effort": _("How was it? Touch the top for easy, the middle for just right, the bottom for hard."),
        "say_effort_short": _("How was it? Easy, just right, hard."),
        "say_leg": _("And the leg? The top is eased, the middle the same, bottom left worse, bottom right further down."),
        "say_leg_short": _("And the leg? Eased, the same, left worse, right further down."),
        "say_touch": _("Touch a field to hear it. Touch it again to choose it."),
        "say_touch_again": _("Touch it again to choose it."),
        "say_play_again": _("Press play to choose it."),
        "touch_again": _("Touch again"),
        **_places(),
        "say_stop": _("Stop and rest. That is a good choice too."),
        "done": _("That was the session. Well done."),
        "done_nothing": _("Nothing done this time. That is fine."),
        "rest_well": _("Rest a moment before you get up, slowly."),
    }


def _places() -> dict[str, str]:
    """Return where on the screen an answer is, by its row and its side."""
    return {
        "at_left": _("left"),
        "at_right": _("right"),
        "at_top": _("top"),
        "at_top_left": _("top left"),
        "at_top_right": _("top right"),
        "at_middle": _("middle"),
        "at_middle_left": _("middle left"),
        "at_middle_right": _("middle right"),
        "at_second_left": _("second row left"),
        "at_second_right": _("second row right"),
        "at_third_left": _("third row left"),
        "at_third_right": _("third row right"),
        "at_second": _("second row"),
        "at_third": _("third row"),
        "at_bottom": _("bottom"),
        "at_bottom_left": _("bottom left"),
        "at_bottom_right": _("bottom right"),
    }
