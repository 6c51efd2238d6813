"""How the person in the pictures looks, and the colours of everything in them, for screens and for paper."""

from typing import Literal

from stepwell.engine.log import Look, Skin

Tone = Literal["auto", "pale"]

USUAL = Look()
"""The look of whoever has not chosen one."""

_SKIN: dict[Skin, dict[str, str]] = {
    "light": {"skin": "#efc3a4", "skin_far": "#dba886", "skin_line": "#e0aa88", "face": "#5d4034", "hair": "#7d5533"},
    "medium": {"skin": "#e0a582", "skin_far": "#c98d6b", "skin_line": "#cd9070", "face": "#53362b", "hair": "#4b352c"},
    "tan": {"skin": "#bd8158", "skin_far": "#a36b46", "skin_line": "#a66f4a", "face": "#3c2419", "hair": "#33231c"},
    "deep": {"skin": "#8a5636", "skin_far": "#714529", "skin_line": "#75482c", "face": "#27150e", "hair": "#211815"},
}  # fmt: skip
_HAIR_ON_DARK: dict[Skin, str] = {"light": "#b98d60", "medium": "#86685a", "tan": "#6b5347", "deep": "#5a4a44"}
_CLOTHES = {
    "top": "#2a9687", "top_far": "#1f776c", "top_line": "#1e7f72", "top_far_line": "#175f56",
    "leg": "#33466e", "leg_far": "#27375a", "leg_line": "#27375a", "leg_far_line": "#1c2946",
    "shoe": "#eceef4", "shoe_far": "#cdd2de", "sole": "#d5623b", "sole_far": "#b04f2e",
}  # fmt: skip
_THINGS = {
    "mat": "#bfdcd7", "mat_top": "#cfe6e1", "floor": "#d3e8e4", "shadow": "#b4d2cc", "mark": "#a9cdc7",
    "prop": "#b08d6c", "prop_top": "#c9a884", "prop_far": "#94755a", "wall": "#e9e0d2", "wall_top": "#d8cab5",
    "strap": "#7b4b94", "grip": "#46505f", "pillow": "#f4efe6", "pillow_top": "#fbf8f2",
    "water": "#5fb3d4", "water_top": "#a5d8ea", "water_deep": "#8cc9e0", "pool": "#d9cdb8",
    "glow": "#f2713c", "arrow": "#c24a22", "ghost": "#a6cac3",
}  # fmt: skip
_PALE = {
    "top": "#ffffff", "top_far": "#c4dcd8", "top_line": "#b9d4cf", "top_far_line": "#a4c4be",
    "leg": "#dcecea", "leg_far": "#a3c5bf", "leg_line": "#b5d0cb", "leg_far_line": "#86aea8",
    "shoe": "#ffffff", "shoe_far": "#c4dcd8", "sole": "#f2a97e", "sole_far": "#d39470",
    "mat": "#2a6b65", "mat_top": "#347a73", "floor": "#2f736d", "shadow": "#23605a", "mark": "#5a9790",
    "prop": "#5d9790", "prop_top": "#76aaa3", "prop_far": "#45807a", "wall": "#2a6d67", "wall_top": "#3a7b74",
    "strap": "#f0d9c0", "grip": "#e8efed", "pillow": "#8fbab3", "pillow_top": "#a3c8c2",
    "water": "#7fc4d6", "water_top": "#5aa7b8", "water_deep": "#3c8a98", "pool": "#7f9f93",
    "glow": "#ff8a4f", "arrow": "#f2a97e", "ghost": "#3f837d",
}  # fmt: skip


def palette(look: Look, tone: Tone = "auto") -> dict[str, str]:
    """Return the plain colour of every paint. ``tone``: "auto" for light cards and paper, "pale" for a dark card."""
    skin = _SKIN[look.skin]
    skin = skin | {"skin_far_line": skin["skin_line"]}
    if tone == "pale":
        return skin | {"hair": _HAIR_ON_DARK[look.skin]} | _PALE
    return skin | _CLOTHES | _THINGS


def classes(look: Look) -> str:
    """Return the classes of the picture that bring these colours in both schemes."""
    return f"fig skin-{look.skin}"
