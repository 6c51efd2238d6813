"""What doctor says: one finding is what is unsafe, why that matters, and how to mend it."""

from typing import Literal, get_args

from msgspec import Struct

Weight = Literal["danger", "unsafe", "note"]
"""danger: health notes can be read, changed or lost now. unsafe: one more mistake, and they can. note: good to know."""
WEIGHTS: tuple[Weight, ...] = get_args(Weight)


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that was found.

    Attributes:
        id: the same for the same kind of thing, for programs.
        what: what was found, in one sentence. Counts and names of files; nothing of a person.
        why: what can come of it.
        mend: the exact command or setting.
    """

    id: str
    weight: Weight
    what: str
    why: str
    mend: str


class Report(Struct, frozen=True, kw_only=True):
    """All that was found, worst first.

    Attributes:
        unseen: what could not be looked at, and why.
        tried: the backup that was restored into a temporary place; "" where none was.
    """

    mode: str
    address: str
    findings: tuple[Finding, ...]
    unseen: tuple[str, ...] = ()
    tried: str = ""

    @property
    def is_unsafe(self) -> bool:
        """Whether anything is more than good to know."""
        return any(finding.weight != "note" for finding in self.findings)
