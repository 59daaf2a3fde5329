"""Split a post's text into front matter and body."""

import re
from dataclasses import dataclass

from ...core.errors import FrontMatterError
from ...core.types import Problem
from ...core.yaml.reader import plain_text

FENCE_RE = re.compile(r"^---[ \t]*$", re.MULTILINE)
BLANK_LINES_RE = re.compile(r"\A(?:[ \t]*\n)+")
FIRST_LINE = 2  # of the header, in the file


@dataclass(frozen=True, slots=True, kw_only=True)
class PostText:
    """A post's text with LF line ends, divided."""

    header: str  # YAML, without the fences
    body: str  # without blank lines around it


def has_front_matter(text: str) -> bool:
    """Return whether a text begins as one of ours does."""
    return FENCE_RE.match(plain_text(text)) is not None


def split_post(text: str, *, file: str) -> PostText:
    """Divide a post's text. Raises FrontMatterError if there is no front matter or it does not end."""
    plain = plain_text(text)
    opening = FENCE_RE.match(plain)
    if opening is None:
        raise _error(file, "a post begins with a line `---`, then its front matter, then a second line `---`")
    closing = FENCE_RE.search(plain, opening.end() + 1)
    if closing is None:
        raise _error(file, "the front matter does not end; put a line `---` below its last key")
    return PostText(header=plain[opening.end() + 1 : closing.start()], body=tidy_body(plain[closing.end() + 1 :]))


def tidy_body(text: str) -> str:
    """Return a body with LF line ends and without blank lines around it."""
    return BLANK_LINES_RE.sub("", plain_text(text)).rstrip()


def _error(file: str, message: str) -> FrontMatterError:
    return FrontMatterError((Problem(file=file, line=1, message=message),))
