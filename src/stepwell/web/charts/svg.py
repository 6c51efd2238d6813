"""From what the library draws to what a page shows: only shapes and letters, in the page's own colours and font."""

import re
from xml.etree import ElementTree

from stepwell.web.charts.theme import BY_STAND_IN

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {"path", "line", "rect", "circle", "text"}
_KEPT = {
    "d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height",
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "text-anchor", "font-size", "font-weight",
}  # fmt: skip
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


class StrangeDrawingError(ValueError):
    """The library drew something that is not to be shown."""


def for_page(drawing: str) -> str:
    """Return a drawing as SVG to stand in a page: no style, script, name or id, and custom properties for colours.

    Raises:
        StrangeDrawingError: it is no SVG, or holds a colour that is no ink of ours.
    """
    try:
        root = ElementTree.fromstring(drawing)  # noqa: S314 (our own process drew it)
    except ElementTree.ParseError as error:
        raise StrangeDrawingError("not XML") from error
    if root.tag != f"{_SVG}svg" or not root.get("viewBox"):
        raise StrangeDrawingError("not an SVG with a view box")
    inside = "".join(_written(child) for child in root)
    return f'<svg viewBox="{root.get("viewBox")}" aria-hidden="true" focusable="false">{inside}</svg>'


def _written(element: ElementTree.Element) -> str:
    name = element.tag.removeprefix(_SVG)
    if name == "g":
        inside = "".join(_written(child) for child in element)
        move = _attributes(element, only={"transform", "fill"})
        return f"<g{move}>{inside}</g>" if inside and move else inside
    if name not in _SHAPES or element.get("display") == "none" or _is_empty(element, name):
        return ""
    text = _escaped(element.text or "") if name == "text" else ""
    return f"<{name}{_attributes(element, only=_KEPT)}>{text}</{name}>" if text else f"<{name}{_attributes(element, only=_KEPT)}/>"


def _is_empty(element: ElementTree.Element, name: str) -> bool:
    """Whether nothing of it would be seen: the library draws a frame around everything, and fills it with nothing."""
    if name == "text":
        return not (element.text or "").strip()
    if name == "path" and not element.get("d"):
        return True
    return _ink(element.get("fill")) in ("", "none") and _ink(element.get("stroke")) in ("", "none")


def _attributes(element: ElementTree.Element, only: set[str]) -> str:
    said = []
    for name, value in element.attrib.items():
        if name not in only or (name, value) in (("transform", "translate(0,0)"),):
            continue
        shown = _ink(value) if name in ("fill", "stroke") else _NUMBER.sub(_short, value)
        said.append(f' {name}="{_escaped(shown)}"')
    return "".join(said)


def _ink(colour: str | None) -> str:
    """Return the custom property for a stand-in, "none" for no colour at all."""
    if colour is None:
        return ""
    if colour in ("none", "transparent"):
        return "none"
    if colour not in BY_STAND_IN:
        raise StrangeDrawingError("a colour that is no ink")
    return BY_STAND_IN[colour]


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
