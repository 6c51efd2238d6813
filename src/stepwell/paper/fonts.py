"""The letters of the pages."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst


@cache
def fonts() -> "typst.Fonts":
    """Return the letters of the pages, and those that typst brings for other scripts; never what this machine happens to have."""
    import font_hanken_grotesk
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[font_hanken_grotesk.font_directory])
