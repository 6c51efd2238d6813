"""The colours of a chart: stand-ins while it is drawn, the page's own custom properties afterwards.

A drawing made once is then right in light, in dark and on paper: what a name means is in reading.css.
"""

INKS = ("text", "grid", "band", "line", "dot", "paper", "flare", "flare-edge", "change", "on-change", "usual", "bar")
"""What each colour is for; ``--chart-line`` is the custom property of ``line``."""

_STAND_INS = {name: f"#0c0a{number:02x}" for number, name in enumerate(INKS, start=1)}
BY_STAND_IN = {stand_in: f"var(--chart-{name})" for name, stand_in in _STAND_INS.items()}


def stand_in(ink: str) -> str:
    """Return the colour that stands for an ink until the chart is drawn.

    Raises:
        KeyError: there is no such ink.
    """
    return _STAND_INS[ink]
