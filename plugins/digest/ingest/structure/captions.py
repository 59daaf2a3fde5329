"""The words under the pictures, with whom the pictures are by."""

import re
from collections.abc import Sequence

from ...core.types import Caption
from ..clean import AFTER, TEXT, CleanLine
from ..clean.credits import CREDIT_RE

REACH = 15  # lines above the text's first line in which a caption belongs to the article
LEAST_WORDS = 3
PREFIX_RE = re.compile(r"^(?:image caption|media caption|caption|file photo|file)\s*[:\-–—]?\s*", re.IGNORECASE)


def find_captions(lines: Sequence[CleanLine], top: int, roles: dict[int, str]) -> tuple[Caption, ...]:
    """Find the captions from a little above the text to its end."""
    captions: dict[str, Caption] = {}
    for index, line in enumerate(lines):
        if line.part == AFTER or line.kind != "caption" or line.part == TEXT or index < top - REACH:
            continue
        caption = parse_caption(line.line.text)
        if caption and index not in roles:
            roles[index] = "caption"
            captions.setdefault(caption.text, caption)
    return tuple(captions.values())


def parse_caption(text: str) -> Caption | None:
    """Divide a caption from its credit; None where there are no words beside the credit."""
    match = CREDIT_RE.search(text)
    credit = next((value for value in match.groupdict().values() if value), None) if match else None
    words = PREFIX_RE.sub("", text[: match.start()] if match else text).strip(" \t|–—-")
    words = words[1:] if words[:1] in ("[", "(") and words[-1] not in "])" else words
    if len(words.split()) < LEAST_WORDS:
        return None
    return Caption(text=words, credit=credit.strip() if credit else None)
