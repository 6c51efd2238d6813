"""A time of day has one form on every page: 4:00 PM."""

import re
from pathlib import Path

WEB = Path(__file__).parents[2] / "src" / "stepwell" / "web"
OTHER_FORM = re.compile(r"""(?:\|date:|date_format\([\w.]+, )["'][^"']*(?:P|H:i|G:i|h:i|f A|a)["']|hour: "2-digit\"""")


def test_a_time_of_day_has_one_form_on_every_page() -> None:
    pages = [*WEB.rglob("*.html"), *WEB.rglob("*.txt"), *WEB.rglob("*.py"), *WEB.rglob("*.js")]
    assert [page.name for page in pages if OTHER_FORM.search(page.read_text())] == []
