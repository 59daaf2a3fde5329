"""Names into ASCII slugs."""

import hashlib
import re
import unicodedata

MAX_SLUG = 80  # characters: fits any file system with a date before it
NOT_SLUG_RE = re.compile(r"[^a-z0-9]+")
# What Unicode does not take apart into a Latin letter and a mark; apostrophes go without a trace.
LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "ng"}
    | dict.fromkeys("'‘’ʼ`", "")
    | {"+": " plus "}  # OPEC+ is not OPEC
)


def slugify(name: str) -> str:
    """Make an ASCII slug; a name that is mostly in another script gets a stable `x-` and eight hex digits."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(LATIN))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    slug = NOT_SLUG_RE.sub("-", letters).strip("-")
    kept = sum(map(str.isalnum, slug))
    if not slug or 2 * kept < sum(map(str.isalnum, letters)):
        normal = unicodedata.normalize("NFC", name)
        return "x-" + hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:8]
    if len(slug) <= MAX_SLUG:
        return slug
    return slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
