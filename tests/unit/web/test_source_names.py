"""Sources by a short name: words a person can read, no accession numbers."""

import pytest

from stepwell.knowledge.loader import load
from stepwell.web.shared.why import short_name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("nice_ng59_2020", "NICE NG59 2020"),
        ("nice_ng146", "NICE NG146"),
        ("fernandez_rodriguez_2022", "Fernandez Rodriguez 2022"),
        ("albert_2012_centralisation", "Albert 2012 centralisation"),
        ("driving_tips_osteopath", "Driving tips osteopath"),
        ("acsm_table", "ACSM table"),
        ("mcneely_2003", "McNeely 2003"),
        ("bystrom_2013", "Byström 2013"),
        ("recovered_cuts_pmc2989296", "Recovered cuts"),
        ("acceptable_state_33152522", "Acceptable state"),
        ("what_is_no_source_of_ours", "what_is_no_source_of_ours"),
    ],
)
def test_a_source_is_named_in_words(source: str, name: str) -> None:
    assert short_name(source) == name


def test_no_two_sources_have_the_same_name() -> None:
    sources = load().sources
    assert len({short_name(source) for source in sources}) == len(sources)
