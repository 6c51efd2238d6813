"""Whether mail leaves the server at all."""

from django.conf import settings


def goes_out() -> bool:
    """Whether mail is sent; while no mail server is named it is only written to a folder."""
    backend: str = settings.EMAIL_BACKEND
    return not backend.endswith("filebased.EmailBackend")
