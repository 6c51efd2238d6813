"""The secrets: strong enough, and where only the site can read them."""

from collections.abc import Iterator

from django.conf import settings

from stepwell.server.doctor.findings import Finding

SHORTEST = 50
FEWEST = 16
"""Letters, and different ones, that a key of random letters has at the least; the first is Django's own measure."""

IN_A_FILE = "install -m 600 /dev/null FILE, write the secret into FILE, set {name}_FILE=FILE with its full path, and unset {name}."


def weak_key() -> Iterator[Finding]:
    """A key that could be guessed."""
    key = settings.SECRET_KEY
    if len(key) < SHORTEST or len(set(key)) < FEWEST or key.startswith("django-insecure-"):
        yield Finding(
            id="weak_key",
            weight="danger",
            what="The secret key is short, or not random.",
            why="Whoever guesses it can make links that set a new password, and sign in as somebody else.",
            mend="Leave STEPWELL_SECRET_KEY and STEPWELL_SECRET_KEY_FILE out: the next start makes a good one and keeps it "
            "in the data folder. Where the weak one lies there, delete the file secret_key first. Everybody signs in again then.",
        )


def in_the_open() -> Iterator[Finding]:
    """Secrets in the environment, which other programs of the same user, crash reports and service files show."""
    for name in settings.SECRETS_IN_THE_OPEN:
        yield Finding(
            id=f"in_the_open:{name}",
            weight="unsafe",
            what=f"The secret of {name} stands in the environment.",
            why="Lists of processes, reports of crashes and files of services show it.",
            mend=IN_A_FILE.format(name=name),
        )
