"""The static files of the source, looked for once a process: every Client of a test makes the middleware anew."""

from typing import Any, ClassVar

from whitenoise.middleware import WhiteNoiseMiddleware


class FilesFoundOnce(WhiteNoiseMiddleware):  # type: ignore[misc]  # whitenoise has no types
    """WhiteNoise, with what its first one found for those after it."""

    found: ClassVar[dict[str, Any]] = {}

    def add_files_from_finders(self) -> None:
        """Look through the folders the first time."""
        if not self.found:
            super().add_files_from_finders()
            self.found.update(self.files)
        self.files.update(self.found)
