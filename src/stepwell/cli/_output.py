"""What goes out as JSON: every field, in the order of its struct, so that equal answers are equal bytes."""

import json
import sys
from typing import Any

from stepwell.engine.plain import plain


def print_json(value: Any, emergency: str = "{emergency}") -> None:
    """Print a value as JSON, with a line break at its end.

    Args:
        value: structs, dicts, lists and plain values.
        emergency: the number that stands in the place of "{emergency}" in any text.
    """
    is_utf_8 = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    print(json.dumps(plain(value, emergency), ensure_ascii=not is_utf_8, indent=2, allow_nan=False))
