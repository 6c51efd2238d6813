"""The home movement probe: did a direction move the pain up, down, or leave it?"""

from typing import Literal

from stepwell.engine.log import PLACES, Probe
from stepwell.knowledge.schema import Knowledge

Result = Literal["better", "same", "worse"]


def result(probe: Probe, knowledge: Knowledge) -> Result:
    """Return what a tried direction did to the leg.

    Worse: further down the leg or clearly stronger, unless it was said not to have lasted; or new
    numbness. Better: nearer the spine or clearly weaker, unless it was said not to have lasted.
    Worse is looked at first, so that a mixed reading falls to the safe side.
    """
    rules = knowledge.probe
    down = PLACES.index(probe.after.place) - PLACES.index(probe.before.place)
    rise = probe.after.leg - probe.before.leg
    if probe.new_numbness or rise >= rules.worse_leg_points:
        return "worse"
    if down >= rules.worse_place_steps:
        return "same" if probe.lasting is False else "worse"
    if (-down >= rules.better_place_steps or -rise >= rules.better_leg_points) and probe.lasting is not False:
        return "better"
    return "same"


def may_probe(leg_now: int | None, tried_today: int, knowledge: Knowledge) -> bool:
    """Whether trying a movement is allowed now: leg pain known and not too strong, and not too many tried today."""
    return leg_now is not None and leg_now <= knowledge.probe.not_above_leg and tried_today < knowledge.probe.most_directions
