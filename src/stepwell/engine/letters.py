"""Letters without what tells them apart in writing only."""

import unicodedata


def bare(text: str) -> str:
    """Return a text without case and accents: "María" and "MARIA" are the same, "Groß" and "gross" too."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
