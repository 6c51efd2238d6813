"""What is wrong with a knowledge file, for the person who edits it."""


class KnowledgeError(ValueError):
    """A knowledge file cannot be used. Says where, what is wrong, and what to do."""

    def __init__(self, where: str, wrong: str, mend: str) -> None:
        super().__init__(f"{where}: {wrong}. Mend: {mend}.")
        self.where = where
