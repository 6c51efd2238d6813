"""What is changed in the virtual world to see on what a result rests."""

from typing import Literal

from msgspec import Struct

Model = Literal["first", "second"]
MODELS: tuple[Model, ...] = ("first", "second")


class Scenario(Struct, frozen=True, kw_only=True):
    """One virtual world.

    Attributes:
        model: which patient model.
        heterogeneity: how far people differ in their response: 1 as assumed, 0 not at all.
        informative: whether what is felt during an exercise tells anything of its lasting effect.
        wrong_default: people whose answers suggest extension are mostly helped by flexion, and the other way round.
        effects: lasting effects of exercise, times this.
    """

    model: Model = "first"
    heterogeneity: float = 1.0
    informative: bool = True
    wrong_default: bool = False
    effects: float = 1.0


SCENARIOS: dict[str, Scenario] = {
    "as_assumed": Scenario(),
    "no_heterogeneity": Scenario(heterogeneity=0.0),
    "uninformative_response": Scenario(informative=False),
    "wrong_default_direction": Scenario(wrong_default=True),
    "half_effects": Scenario(effects=0.5),
}
"""The sensitivity switches by name."""
