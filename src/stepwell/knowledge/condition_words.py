"""Conditions as a reader would say them: "sex is not male", "age is under 20"."""

from stepwell.knowledge.condition import All, AnyOf, Condition, Leaf, Named, NoneOf, Operator

_OPERATORS = {
    Operator.IS: "is",
    Operator.IS_NOT: "is not",
    Operator.AT_LEAST: "is at least",
    Operator.AT_MOST: "is at most",
    Operator.MORE: "is over",
    Operator.LESS: "is under",
    Operator.HAS: "has",
    Operator.COUNT: "has at least",
}


def in_words(condition: Condition) -> str:
    """Return a condition as words. Parts that are joined themselves stand in brackets."""
    match condition:
        case Leaf(question, operator, value):
            shown = f"{value:g}" if isinstance(value, float) else value
            return f"{question} {_OPERATORS[operator]} {shown}" + (" of its choices" if operator is Operator.COUNT else "")
        case Named(rule):
            return f"the rule {rule}"
        case All(parts):
            return " and ".join(_part(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(_part(part) for part in parts)
        case NoneOf(parts):
            return "none of: " + "; ".join(_part(part) for part in parts)
    raise TypeError(f"not a condition: {condition!r}")


def _part(condition: Condition) -> str:
    joined = isinstance(condition, All | AnyOf | NoneOf) and len(condition.parts) > 1
    return f"({in_words(condition)})" if joined else in_words(condition)
