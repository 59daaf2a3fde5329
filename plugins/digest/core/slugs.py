"""Names and titles into ASCII slugs, and into keys for look-up."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from .unicode import normalise

MAX_SLUG = 80  # characters: fits any file system with a date before it
KEPT = 30_000  # names: those of the base vocabulary twice over, which is made anew with each edit of the editor's
TITLE_SLUG = 60  # characters of a post's: its address is read and typed
DEVICE_RE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # no file of Windows can be called so
NOT_SLUG_RE = re.compile(r"[^a-z0-9]+")
# What Unicode does not decompose into a Latin letter and an accent; apostrophes vanish.
LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "ng"}
    | dict.fromkeys("'‘’ʼ`", "")
    | {"+": " plus "}  # OPEC+ is not OPEC
)

FOLDED = str.maketrans(dict.fromkeys("‘’ʼ", "'") | dict.fromkeys("“”", '"') | dict.fromkeys("‐‑–—", "-"))


@lru_cache(KEPT)
def slugify(name: str) -> str:
    """Make an ASCII slug; a name that is mostly in another script gets a stable `x-` and eight hex digits.

    It is derived anew with each build, so it never changes; `romanise` reads better, for slugs that are written down.
    """
    folded = normalise("NFKD", name.casefold().translate(LATIN))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    slug = NOT_SLUG_RE.sub("-", letters).strip("-")
    written = sum(map(str.isalnum, slug))
    if not slug or 2 * written < sum(map(str.isalnum, letters)):
        normal = normalise("NFC", name)
        return "x-" + hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:8]
    return f"x-{slug}" if DEVICE_RE.fullmatch(slug) else _shorten(slug, MAX_SLUG)


def romanise(name: str) -> str:
    """Make an ASCII slug of a name in any script: 王毅 is wang-yi. To be written down: a later anyascii may differ."""
    written = "".join(map(_romanise_letter, normalise("NFC", name).casefold()))
    return slugify(written if any(map(str.isalnum, written)) else name)


def make_slug(title: str) -> str:
    """Make a title's slug, romanised and cut between words to at most 60 characters; to be written down."""
    return _shorten(romanise(title), TITLE_SLUG)


def derive_slug(title: str) -> str:
    """Derive the slug of a title that none was written down for, cut as `make_slug` cuts; it never changes."""
    return _shorten(slugify(title), TITLE_SLUG)


@lru_cache(KEPT)
def fold_name(name: str) -> str:
    """Fold what does not distinguish names: case, width, kind of quotes and dashes, spaces, a leading "the"."""
    if not name.isascii():  # most names are: what follows would find nothing to do, ten thousand times
        name = normalise("NFKC", normalise("NFKC", name).casefold().translate(FOLDED))
    folded = " ".join(name.casefold().replace("`", "'").split())
    return folded.removeprefix("the ") or folded


def _shorten(slug: str, most: int) -> str:
    """Cut a slug between words, or within the first one where that alone is too long."""
    if len(slug) <= most:
        return slug
    return slug[: most + 1].rpartition("-")[0] or slug[:most]


def _romanise_letter(char: str) -> str:
    """Write a letter or mark of another script in ASCII; a syllable of Han or Hangul stands by itself."""
    if char.isascii() or unicodedata.category(char)[0] not in "LMN" or unicodedata.name(char, "").startswith("LATIN"):
        return char
    letters = anyascii(char)
    return f" {letters} " if letters[:1].isupper() else letters
