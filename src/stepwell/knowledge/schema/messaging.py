"""Words in a message that may mean danger, so that nobody waits for an answer when they should call."""

from stepwell.knowledge.schema.basis import Entry, Id, Tier, Words


class DangerWords(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that, found together in one message, may mean danger.

    Attributes:
        says: what they may be about, in words for a person and for a therapist.
        tier: how soon somebody should look, if it is what it sounds like.
        together: each list must have a match. A word matches every word that begins with it; several words match in that order.
        flag: the red flag of the safety check that asks for the same.
    """

    says: Words
    tier: Tier
    together: tuple[tuple[Words, ...], ...]
    flag: Id
