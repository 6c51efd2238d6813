"""When a therapist's list of patients says that somebody needs them, and in which words."""

from stepwell.knowledge.schema.basis import Count, Entry, Id, Words


class Need(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reason for which somebody stands at the top of a therapist's list.

    Attributes:
        order: 1 comes first.
        label: in two or three words. says: the sentence; it may hold named numbers and words in braces.
        rule: when it holds, in words.
        is_weekly: of this reason and the others like it a person raises at most one a week; False where nobody may wait for it.
        put_off_days: for how many days a therapist may put it off at most; 0: only doing something about it takes it away.
        flags: ids of red flags that bring this reason, where it is about particular ones.
    """

    order: Count
    label: Words
    says: Words
    rule: Words
    is_weekly: bool = False
    put_off_days: Count = 0
    flags: tuple[Id, ...] = ()
