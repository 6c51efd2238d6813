"""Which letters can be printed. What no font of ours has is printed as a mark in its place: PDF/UA wants every letter to be shown."""

import unicodedata
from functools import lru_cache
from typing import Any

from stepwell.paper.fonts import fonts

UNKNOWN = "\ufffd"
"""What stands for a letter that cannot be printed."""
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Unicode categories that draw nothing, or no one thing: control characters, marks of direction, halves, private ones."""
_SURE = frozenset(map(chr, range(0x20, 0x7F)))
_MOST_TRIED = 400
"""Letters that are tried for one document; a longer list of strange ones is not read by anybody."""
_TRIAL = b'#set document(title: "x")\n#set text(font: "Hanken Grotesk")\n#sys.inputs.letter'


def shown(value: Any) -> Any:
    """Return a value made of dicts, lists and text, with every text as it can be printed."""
    strange = _strange(value, set())
    table = {ord(letter): _stand_in(letter, is_tried=number < _MOST_TRIED) for number, letter in enumerate(sorted(strange))}
    return _translated(value, table) if table else value


def _strange(value: Any, found: set[str]) -> set[str]:
    if isinstance(value, str):
        found.update(set(value) - _SURE)
    elif isinstance(value, dict):
        for each in value.values():
            _strange(each, found)
    elif isinstance(value, list | tuple):
        for each in value:
            _strange(each, found)
    return found


def _translated(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {key: _translated(each, table) for key, each in value.items()}
    return [_translated(each, table) for each in value] if isinstance(value, list | tuple) else value


def _stand_in(letter: str, *, is_tried: bool) -> str:
    if unicodedata.category(letter) in _DROPPED:
        return " "
    return letter if is_tried and _can_be_printed(letter) else UNKNOWN


@lru_cache(maxsize=4096)
def _can_be_printed(letter: str) -> bool:
    """Whether a font has a letter: typst refuses to make PDF/UA of one that none has."""
    import typst

    try:
        # Between two letters: alone, a mark that only joins another would be left out, not refused.
        typst.compile(_TRIAL, font_paths=fonts(), sys_inputs={"letter": f"a{letter}a"}, format="pdf", pdf_standards="ua-1")
    except typst.TypstError:
        return False
    return True
