"""Errors that the user can fix. Anything else that escapes is a bug of ours."""


class Nb2pkgError(Exception):
    """Something the user can fix, said in one sentence, with a hint on how."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class OtherLanguageError(Nb2pkgError):
    """A notebook, but not in Python."""
