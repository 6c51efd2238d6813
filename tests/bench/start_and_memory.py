"""How long the site takes to its first answer, and how much memory its processes hold. Linux only: reads /proc."""

import sys
import tempfile
import urllib.request

from tests.bench._served import served
from tests.bench._table import machine, row

ASKED = 200


def main() -> int:
    """Measure a first start (which makes the database and the static files) and a second; return 1 when a target is missed."""
    print(f"start and memory, on {machine()}")
    with tempfile.TemporaryDirectory(prefix="sw-bench-") as home:
        with served(home) as site:
            print(f"       first start, which makes everything: {site.first_answer_s:.2f} s")
        with served(home) as site:
            for _ in range(ASKED):
                urllib.request.urlopen(f"http://127.0.0.1:{site.port}/", timeout=10).read()
            results = [
                row("start to first answer, when installed", site.first_answer_s, "s", at_most=3),
                row(f"whole server with worker, after {ASKED} pages", site.memory_mb(), "MB PSS", at_most=200),
            ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
