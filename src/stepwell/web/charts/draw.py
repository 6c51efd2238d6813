"""The process that draws: designs with their data come in as JSON, drawings go out as JSON, and it ends.

It is started as a file, knows nothing of the site, and asks no other host for anything.
"""

import json
import sys
from typing import Any

import vl_convert

VEGA_LITE = "6.4"


def main() -> None:
    """Draw every specification of standard input, in order; null stands for one that could not be drawn."""
    json.dump([drawn(specification) for specification in json.load(sys.stdin)], sys.stdout)


def drawn(specification: dict[str, Any]) -> str | None:
    """Return a specification as SVG, or None when the library refuses it: the others are drawn all the same."""
    try:
        return vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])
    except ValueError as refused:
        print(f"a chart could not be drawn: {type(refused).__name__}", file=sys.stderr)
        return None


if __name__ == "__main__":
    main()
