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
        "say_effort": _("How was it? Touch the top of the screen for easy, the middle for just right, the bottom for hard."),
        "say_effort_short": _("How was it? Easy, just right, hard."),
        "say_leg": _("And the leg? Touch the top if it eased, the middle if the same, bottom left if worse, bottom right if further down."),
        "say_leg_short": _("And the leg? Eased, the same, left worse, right further down."),
        "say_stop": _("Stop and rest. That is a good choice too."),
        "done": _("That was the session. Well done."),
        "done_nothing": _("Nothing done this time. That is fine."),
        "rest_well": _("Rest a moment before you get up, slowly."),
    }
