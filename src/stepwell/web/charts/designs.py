"""What the charts look like, as Altair says it. Baked into JSON: nothing that runs in the site imports this.

A design holds no data. Its datasets, its params and its width are filled in for each drawing, under the names here.
It is drawn at the size it has on a phone, so that its letters are as large as the page's.
"""

from typing import Any

import altair as alt

from stepwell.web.charts.theme import stand_in

PHONE_WIDTH = 320
LETTERS = 12.5
LEFT, RIGHT, BOTTOM = 24, 10, 24
LANES = 5
LANE, LANE_TOP, NAMES = 19, 22, 74
"""Pixels of one lane, from the picture of pain to the first, and for the names of the lanes at the left."""
LINE: dict[str, Any] = {"strokeWidth": 2.6, "strokeCap": "round", "strokeJoin": "round"}


def made() -> dict[str, dict[str, Any]]:
    """Return every design by its name, as Vega-Lite says it."""
    return {"leg": leg(), "course": course(), "weekly": weekly(), "rating": rating(), "record": record()}


def leg() -> dict[str, Any]:
    """Leg pain by day: flare-ups shaded, the usual band, mornings as dots, the trend as a line, numbered plan changes on top."""
    return _framed([*_pain(190), *_days(190)], 190, top=44)


def record() -> dict[str, Any]:
    """The same over lanes of what was done, on one axis: sessions, and what a clinic did and measured."""
    pain, x = 170, _x()
    bottom = pain + LANE_TOP + LANES * LANE
    y = alt.Y("lane:Q", scale=alt.Scale(domain=[0, LANES - 1], range=[pain + LANE_TOP, bottom - LANE]), axis=None)
    rule = _of("lanes").mark_rule(color=stand_in("grid"), strokeWidth=1).encode(x=alt.value(0), x2=alt.value("width"), y=y)
    names = _words("lanes", "says", align="right", dx=-6, fontSize=11.5).encode(x=alt.value(0), y=y)
    done = _of("sessions").mark_tick(color=stand_in("bar"), orient="vertical", thickness=2.4, size=12).encode(x=x, y=y)
    marks = _of("marks").mark_circle(color=stand_in("change"), size=60, opacity=1).encode(x=x, y=y)
    return _framed([*_pain(pain), rule, names, done, marks, *_days(bottom)], bottom, top=44, left=NAMES)


def _pain(height: int) -> list[alt.Chart]:
    """Return the layers of leg pain by day, in the topmost pixels of a picture."""
    x = _x()

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, 10], range=[height, 0]), axis=None)

    shade = _of("flares").mark_rect(color=stand_in("flare")).encode(x=_x("from"), x2="to", y=alt.value(0), y2=alt.value(height))
    edge = _of("flares").mark_rect(color=stand_in("flare-edge")).encode(x=_x("from"), x2="to", y=alt.value(-5), y2=alt.value(-1))
    band = _of("trend").mark_area(color=stand_in("band")).encode(x=x, y=y("low"), y2="high", detail="run:N")
    mornings = _of("mornings").mark_circle(color=stand_in("dot"), size=20, opacity=1).encode(x=x, y=y("y"))
    line = _of("trend").mark_line(color=stand_in("line"), **LINE).encode(x=x, y=y("level"), detail="run:N")
    alone = _of("alone").mark_circle(color=stand_in("line"), size=26, opacity=1).encode(x=x, y=y("level"))
    ring: dict[str, Any] = {"fill": stand_in("paper"), "stroke": stand_in("line"), "strokeWidth": 2.6, "size": 90, "opacity": 1}
    last = _of("last").mark_point(filled=True, **ring).encode(x=x, y=y("level"))
    row = alt.Y("row:Q", scale=alt.Scale(domain=[0, 1], range=[-15, -33]), axis=None)
    dashed: dict[str, Any] = {"strokeWidth": 1.2, "strokeDash": [2, 3]}
    stem = _of("changes").mark_rule(color=stand_in("change"), **dashed).encode(x=x, y=alt.value(-7), y2=alt.value(height))
    pin = _of("changes").mark_circle(color=stand_in("change"), size=200, opacity=1).encode(x=x, y=row)
    number = _words("changes", "number", color=stand_in("on-change"), fontSize=11.5, fontWeight="bold").encode(x=x, y=row)
    levels = _of("levels").mark_rule(color=stand_in("grid"), strokeWidth=1).encode(y=y("y"))
    says = _words("levels", "says", align="right", dx=-6).encode(x=alt.value(0), y=y("y"))
    return [shade, levels, says, edge, band, stem, mornings, line, alone, last, pin, number]


def course() -> dict[str, Any]:
    """Weeks since the start: the band where many people are, and this person's own weeks."""
    height = 180
    x = _x()
    band = _of("usual").mark_area(color=stand_in("usual"), interpolate="monotone").encode(x=x, y=_y("low"), y2="high")
    line = _of("own").mark_line(color=stand_in("line"), **LINE).encode(x=x, y=_y("level"), detail="run:N")
    dots = _of("own").mark_circle(color=stand_in("line"), size=30, opacity=1).encode(x=x, y=_y("level"))
    return _framed([band, *_levels(), line, dots, *_days(height)], height, top=10)


def weekly() -> dict[str, Any]:
    """One bar a week, up to ``most``; a week in which nothing was said has none."""
    height = 96
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, alt.ExprRef("most")], nice=False), axis=None)
    grid = _of("levels").mark_rule(color=stand_in("grid"), strokeWidth=1).encode(y=y)
    names = _words("levels", "says", align="right", dx=-6).encode(x=alt.value(0), y=y)
    bars = _of("weeks").mark_rect(color=stand_in("bar")).encode(x=_x("from"), x2="to", y=y, y2=alt.datum(0))
    values = _words("named", "says", fontSize=11.5, baseline="bottom", dy=-2).encode(x=_x(), y=y)
    return _framed([grid, names, bars, values, *_days(height)], height, top=22, most=60)


def rating() -> dict[str, Any]:
    """One thing rated 0 to 10 now and then."""
    height = 84
    line = _of("ratings").mark_line(color=stand_in("bar"), **LINE).encode(x=_x(), y=_y())
    dots = _of("ratings").mark_circle(color=stand_in("bar"), size=46, opacity=1).encode(x=_x(), y=_y())
    above = _words("above", "says", fontWeight="bold", baseline="bottom", dy=-7).encode(x=_x(), y=_y())
    below = _words("below", "says", fontWeight="bold", baseline="top", dy=7).encode(x=_x(), y=_y())
    return _framed([*_levels(), line, dots, above, below, *_days(height)], height, top=24)


def _of(dataset: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name=dataset))


def _words(dataset: str, field: str, **look: Any) -> alt.Chart:
    """Words from a dataset, in the middle of where they stand unless the look says otherwise."""
    usual: dict[str, Any] = {"color": stand_in("text"), "fontSize": LETTERS, "baseline": "middle"}
    words: alt.Chart = _of(dataset).mark_text(**usual | look).encode(text=f"{field}:N")
    return words


def _x(field: str = "x") -> alt.X:
    """A day or a week as a number; the params ``first`` and ``last`` are the ends of the axis."""
    ends = alt.Scale(domain=[alt.ExprRef("first"), alt.ExprRef("last")], nice=False, zero=False)
    return alt.X(f"{field}:Q", scale=ends, axis=None)


def _y(field: str = "y") -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, 10]), axis=None)


def _levels() -> list[alt.Chart]:
    """Quiet lines at 0, 5 and 10, named at the left."""
    rule = _of("levels").mark_rule(color=stand_in("grid"), strokeWidth=1).encode(y=_y())
    return [rule, _words("levels", "says", align="right", dx=-6).encode(x=alt.value(0), y=_y())]


def _days(height: int) -> list[alt.Chart]:
    """The words under the axis: the first reads from its mark, the last to its mark, those between are centred."""
    return [
        _words(f"days_{align}", "says", align=align, baseline="top").encode(x=_x(), y=alt.value(height + 7))
        for align in ("left", "center", "right")
    ]


def _framed(layers: list[alt.Chart], height: int, *, top: int, left: int = LEFT, **more: float) -> dict[str, Any]:
    params = {"first": 0, "last": 1} | more
    chart = (
        alt.layer(*layers)
        .resolve_scale(y="independent")
        .properties(
            width=PHONE_WIDTH - left - RIGHT,
            height=height,
            padding={"left": left, "right": RIGHT, "top": top, "bottom": BOTTOM},
            autosize=alt.AutoSizeParams(type="none"),
            background="transparent",
        )
        .add_params(*(alt.param(name=name, value=value) for name, value in params.items()))
        .configure_view(stroke=None)
    )
    design: dict[str, Any] = chart.to_dict()
    return design
