"""A telephone number becomes a link that calls that number, however it is written."""

import pytest

from stepwell.web.shared.calls import tel


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("(555) 010-7788", "tel:5550107788"),
        ("555.010.7788", "tel:5550107788"),
        ("+1 (555) 010\N{NON-BREAKING HYPHEN}7788", "tel:+15550107788"),
        ("+44 (0)20 7946 0000", "tel:+442079460000"),
        ("(020) 7946 0000", "tel:02079460000"),
        ("030/1234567", "tel:0301234567"),
        ("988 (call or text)", "tel:988"),
        ("13 11 14 (Lifeline)", "tel:131114"),
        ("112 or 999", "tel:112"),
        ("5550100, extension 4", "tel:5550100"),
        ("9", "tel:9"),
        ("the out-of-hours doctor of your region", ""),
        ("", ""),
    ],
)
def test_a_number_is_called_whole(words: str, link: str) -> None:
    assert tel(words) == link
