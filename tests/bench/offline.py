"""What a phone fetches: the first load of the player, and a whole day for when there is no signal."""

import json
import re
import sys
import tempfile
from collections.abc import Iterable
from urllib.parse import urljoin

from tests.bench._brought_in import bring_in
from tests.bench._served import Served, served
from tests.bench._table import machine, row
from tests.bench._wire import fetched

DAYS = 17
"""The log ends yesterday, after some weeks: today has a full session and a short one, tomorrow too."""
REFERENCE = re.compile(r"""(?:href|src)="(/static/[^"]+)"|(?:from |import\(?)"(\.[^"]+)"|url\("?([^")]+\.woff2)"?\)""")
DATA = re.compile(r'<script id="player-data" type="application/json">(.*?)</script>', re.DOTALL)


def main() -> int:
    """Print the table; return 1 when a target is missed."""
    print(f"without a signal, bytes over the wire, on {machine()}")
    with tempfile.TemporaryDirectory(prefix="sw-bench-") as home:
        bring_in(home, DAYS)
        with served(home) as site:
            results = [_first_load_of_the_player(site), _a_day(site)]
    return 0 if all(results) else 1


def _first_load_of_the_player(site: Served) -> bool:
    """Measure what a first visit to the session brings: the page, its styles, scripts and letters, and the first figure."""
    sizes: dict[str, int] = {}
    page = _with_all_it_names(site, "/session/", sizes)
    _with_all_it_names(site, _figures(page)[0], sizes)
    _told(sizes)
    return row("first load of the player, over the wire", sum(sizes.values()) / 1024, "KB", at_most=120)


def _a_day(site: Served) -> bool:
    """Measure what the worker fetches to keep today and tomorrow: its own script, every file, every page, every figure."""
    sizes: dict[str, int] = {}
    worker = _weighed(site, "/service-worker.js", sizes)
    shell = re.search(r"^const SHELL = (.*);$", worker, re.MULTILINE)
    for path in json.loads(shell[1])["files"] if shell else ():
        _weighed(site, path, sizes)
    keep = json.loads(_weighed(site, "/offline/keep/", sizes))
    pages = [_weighed(site, page["source"], sizes, **{"X-Stepwell-Keep": "1"}) for page in keep["pages"]]
    for path in sorted({path for page in pages for path in (*_files(page), *_figures(page))}):
        _weighed(site, path, sizes)
    _told(sizes)
    print(f"       {len(pages)} pages, {sum(len(_figures(page)) > 0 for page in pages)} of them sessions")
    return row("a day without a signal, over the wire", sum(sizes.values()) / 1024, "KB", at_most=600)


def _weighed(site: Served, path: str, sizes: dict[str, int], **headers: str) -> str:
    """Return the text at an address; note what it weighed, once."""
    size, text = fetched(site.port, path, **headers)
    sizes[path] = size
    return text


def _with_all_it_names(site: Served, path: str, sizes: dict[str, int]) -> str:
    text = _weighed(site, path, sizes)
    for named in _files(text, path):
        if named not in sizes:
            _with_all_it_names(site, named, sizes)
    return text


def _files(text: str, path: str = "") -> list[str]:
    """Return the files that a page, a script or a style names; the icons of an installed app are not fetched with a page."""
    named = [urljoin(path, next(filter(None, found))) for found in REFERENCE.findall(text)]
    return [each for each in named if not each.endswith(".png")]


def _figures(page: str) -> list[str]:
    data = DATA.search(page)
    items = json.loads(data[1])["items"] if data else []
    return [url for item in items for one in (item, *item["swaps"]) for url in one.get("figure", {}).values()]


def _told(sizes: dict[str, int]) -> None:
    kinds = {"figures": ".json", "scripts": ".js", "styles": ".css", "letters": ".woff2"}
    told = {name: _sum(size for path, size in sizes.items() if path.endswith(ending)) for name, ending in kinds.items()}
    rest = _sum(sizes.values()) - sum(told.values())
    print(f"       {len(sizes)} requests: " + ", ".join(f"{name} {size:.1f} KB" for name, size in {**told, "the rest": rest}.items()))


def _sum(sizes: Iterable[int]) -> float:
    return sum(sizes) / 1024


if __name__ == "__main__":
    sys.exit(main())
