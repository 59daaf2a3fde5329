"""Exceptions: all derive from DigestError, and their text says where, what is wrong, and what would fix it."""

from .types import Problem


class DigestError(Exception):
    """Base of all errors that this program raises on purpose."""


class SettingsError(DigestError):
    """A DIGEST_* setting has a value that cannot be used."""


class RawArticleError(DigestError):
    """A raw article could not be read; it stays in the inbox."""


class ProblemsError(DigestError):
    """One or more problems in a post, a vocabulary or the ledger, each with file, line and remedy."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class FrontMatterError(ProblemsError):
    """A post's front matter cannot be used."""


class VocabularyError(ProblemsError):
    """A vocabulary file cannot be used."""


class StoriesError(ProblemsError):
    """The file of stories cannot be used."""


class ContentError(DigestError):
    """The content folder does not allow an operation: a slug is in use, a post is not a draft."""


class ServeError(DigestError):
    """The local server cannot start."""


class UnreadableError(ContentError):
    """A post's or vocabulary's file cannot be read as text."""

    def __init__(self, file: object, reason: str, *, line: int | None = None) -> None:
        super().__init__(f"{file}: {reason}" if line is None else f"{file}:{line}: {reason}")
        self.reason, self.line = reason, line

    def problem(self, file: str) -> Problem:
        """Make this a Problem under the name of the file that messages show."""
        return Problem(file=file, line=self.line, message=self.reason)
