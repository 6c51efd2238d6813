"""What a person can mend: said in one line, and the exit status is 2."""

LONGEST_LINE = 400


class Refused(Exception):
    """What was given cannot be used. The message names the field, what is wrong, and what to do."""


def one_line(message: str) -> str:
    """Return a message as one line that any terminal can show: a file may hold anything."""
    shown = "".join(letter if letter.isprintable() else " " for letter in message)
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 3] + "..."
