"""The numbers of the virtual people: each with what it means, how well it is known and where it comes from."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from stepwell.knowledge.schema.basis import Graded

Numbers = tuple[float, ...]
Two = tuple[float, float]
Three = tuple[float, float, float]
ByName = dict[str, float]


class Parameter(Graded, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of parameters.toml."""

    value: float | list[float] | ByName
    says: str


class Person(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is the same in both models: who people are, what they do, and how they answer."""

    age: Two
    pattern_shares: Numbers
    way_shares_disc: Numbers
    way_shares_canal: Numbers
    way_shares_unspecific: Numbers
    adherence: Two
    adherence_fade: float
    check_in: Two
    away: Three
    rating_noise: float
    tap_noise: float
    tap_limits: Two
    further_down: Two
    effort_limits: Two
    flare_said: Two
    exposure_rate: Two
    exposure_feedback: float
    exposure_points: float
    clinician: Two


class Loads(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much an exercise asks of the body."""

    purpose: ByName
    axial: ByName
    tension: ByName
    reference_s: ByName


class First(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first model: a level that pain goes to, and additive effects."""

    class_shares: Numbers
    start: Numbers
    start_sd: float
    floor: Numbers
    floor_sd: float
    rate: Two
    late_rate: float
    drift_sd: float
    floor_moves: Numbers
    flare_hazard: Numbers
    flare_size: Two
    flare_half_life: float
    daily_noise: Two
    worst_above: Two
    capacity: Two
    capacity_gain: Two
    disuse: float
    confidence: Numbers
    tolerance: Three
    overload: Three
    effect: ByName
    effect_irritable: ByName
    effect_sd: Two
    rise: ByName
    rise_irritable: float
    rise_sd: Three
    rho: float
    rise_by_excess: float


class Second(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The second model: states with chances of going up and down, and one mechanism a person."""

    type_shares: Numbers
    first_state: Numbers
    middle: Numbers
    middle_sd: float
    eases: Numbers
    worsens: Numbers
    mechanism_shares: Numbers
    credit_days: float
    credit_effect: Two
    strain_effect: float
    strain_keep: float
    strain_from: Three
    flare_hazard: Numbers
    flare_days: float
    flare_height: Two
    pain_scale: float
    misread: float
    told_truly: float
    feelings: Numbers
    ease_size: float
    aggravation_size: Three
    tolerance: Numbers
    fitness: Three
    tiredness: Two
    rise_by_excess: float


class Parameters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of them."""

    person: Person
    loads: Loads
    first: First
    second: Second


@cache
def parameters() -> Parameters:
    """Return the shipped parameters."""
    values = {group: {name: each.value for name, each in entries.items()} for group, entries in described().items()}
    return msgspec.convert(values, type=Parameters)


def described() -> dict[str, dict[str, Parameter]]:
    """Return every parameter with its words, grade and sources, by group and name."""
    raw = tomllib.loads(files("stepwell.simulator").joinpath("parameters.toml").read_text("utf-8"))
    return msgspec.convert(raw, type=dict[str, dict[str, Parameter]])
