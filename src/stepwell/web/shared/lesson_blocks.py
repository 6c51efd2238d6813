"""A lesson's text in its parts: paragraphs, and lists of points."""

from dataclasses import dataclass

POINT = "- "


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph (``parts`` holds it alone), or the points of a list."""

    parts: tuple[str, ...]
    is_list: bool = False


def blocks(text: str) -> tuple[Block, ...]:
    """Return a text's paragraphs and lists, in order. Where a line of the file ends means nothing; an empty line does."""
    return tuple(_block(part) for part in text.strip().split("\n\n") if part.strip())


def spoken(text: str) -> str:
    """Return a text as whole sentences without any mark of a list: to read out, to measure, to search."""
    return " ".join(_sentence(part) for block in blocks(text) for part in block.parts)


def _block(written: str) -> Block:
    if not written.startswith(POINT):
        return Block(parts=(" ".join(written.split()),))
    points = f"\n{written}".split(f"\n{POINT}")[1:]
    return Block(parts=tuple(" ".join(point.split()) for point in points), is_list=True)


def _sentence(part: str) -> str:
    return part if part.endswith((".", "?", "!", ":")) else f"{part}."
