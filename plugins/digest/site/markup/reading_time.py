"""Reading time of a post's text, and whether its summary only repeats the source; made once when a post is parsed."""

import re
from hashlib import sha256
from typing import NamedTuple

from ...core.types import Post

# Silent reading of non-fiction: 238 words a minute in English, as in Brysbaert's review of 190 studies (2019), and
# about 500 characters of scripts that set no spaces.
WORDS_A_MINUTE = 238
CHARACTERS_A_MINUTE = 500
UNSPACED_RE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
HASH_LENGTH = 16  # hex digits
SIGN_RE = re.compile(r"[\W_]+")  # what typography and Markdown change


class TextFacts(NamedTuple):
    """What lists and the post's page say of a text without having it at hand."""

    minutes: int = 0  # to read it; 0: there is none
    quoted: bool = False  # the summary is the source's: its standfirst, or the beginning of its text


def describe_text(post: Post) -> TextFacts:
    """Measure a post that has its body."""
    if post.is_private and post.digest:  # the body here is an excerpt
        return TextFacts(minutes=post.digest.minutes or 0, quoted=_is_quoted(post))
    return TextFacts(minutes=count_minutes(post.body), quoted=_is_quoted(post))


def count_minutes(text: str) -> int:
    """Return how many minutes a text takes to read; one at least, where there is any."""
    if not text:
        return 0
    unspaced = 0 if text.isascii() else len(UNSPACED_RE.findall(text))
    words = len((UNSPACED_RE.sub(" ", text) if unspaced else text).split())
    return max(1, round(words / WORDS_A_MINUTE + unspaced / CHARACTERS_A_MINUTE))


def _is_quoted(post: Post) -> bool:
    """Tell whether somebody else's words stand as the summary of an ingested post."""
    if post.summary is None or post.digest is None:
        return False
    summary = _bare(post.summary)
    standfirst = _bare(" ".join(post.source.standfirst)) if post.source else ""
    if not summary or summary in standfirst:
        return bool(summary)
    # The excerpt of a private text may be shorter than the summary.
    is_noted = post.is_private and post.digest.summary_sha256 == hash_summary(post.summary)
    return is_noted or is_beginning(post.summary, post.body)


def is_beginning(summary: str, text: str) -> bool:
    """Return whether a text begins with its summary, spaces and signs apart."""
    bare = _bare(summary)
    return bool(bare) and _bare(text[: 2 * len(summary)]).startswith(bare)


def hash_summary(summary: str) -> str:
    """Hash a summary's words: an edited one has another hash."""
    return sha256(_bare(summary).encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def _bare(text: str) -> str:
    return SIGN_RE.sub(" ", text).strip().casefold()
