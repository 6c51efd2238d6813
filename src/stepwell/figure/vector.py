"""Points and directions in space. Lengths are fractions of body height; x to the right, y up, z to the viewer."""

import math

Vec = tuple[float, float, float]

SIDEWAYS: Vec = (0.0, 0.0, 1.0)


def direction(degrees: float) -> Vec:
    """Return the unit direction in the x-y plane, counter-clockwise from x."""
    angle = math.radians(degrees)
    return (math.cos(angle), math.sin(angle), 0.0)


def added(a: Vec, b: Vec, by: float = 1.0) -> Vec:
    """Return a + b * by."""
    return (a[0] + b[0] * by, a[1] + b[1] * by, a[2] + b[2] * by)


def taken(a: Vec, b: Vec) -> Vec:
    """Return a - b."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vec, b: Vec) -> float:
    """Return the dot product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """Return the cross product (right-hand rule)."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def between(a: Vec, b: Vec, part: float) -> Vec:
    """Return the point that lies ``part`` of the way from a to b."""
    return added(a, taken(b, a), part)


def turned(a: Vec, b: Vec, degrees: float) -> Vec:
    """Return a turned toward b; both are unit and at a right angle to each other."""
    angle = math.radians(degrees)
    return added(added((0.0, 0.0, 0.0), a, math.cos(angle)), b, math.sin(angle))


def length(a: Vec) -> float:
    """Return how long a is."""
    return math.sqrt(dot(a, a))


def unit(a: Vec) -> Vec:
    """Return a with length 1; a zero vector stays zero."""
    size = length(a)
    return (0.0, 0.0, 0.0) if size == 0 else (a[0] / size, a[1] / size, a[2] / size)


def square_to(a: Vec, axis: Vec) -> Vec:
    """Return the unit part of a at a right angle to the unit ``axis``."""
    return unit(added(a, axis, -dot(a, axis)))


def about(point: Vec, start: Vec, end: Vec, degrees: float) -> Vec:
    """Return the point turned about the line from start to end (right-hand rule)."""
    axis = unit(taken(end, start))
    arm = taken(point, start)
    along = dot(arm, axis)
    out = added(arm, axis, -along)
    square = (axis[1] * out[2] - axis[2] * out[1], axis[2] * out[0] - axis[0] * out[2], axis[0] * out[1] - axis[1] * out[0])
    return added(added(start, axis, along), turned(out, square, degrees))
