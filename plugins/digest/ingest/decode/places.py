"""Where on its page each block of a body stood, and which of the page's lines are not in it: nothing goes silently.

Lines are those of the page's text as `format_lines` gives it. The body is set with as many blank lines between its
blocks as bring each to the line that it came from; Markdown does not mind.
"""

import re
from collections.abc import Sequence
from typing import Final

from ...core.types import Removal

TARGET_RE = re.compile(r"\]\([^()\n]*\)|&(?:lt|amp|#\d+);")
WORD_RE = re.compile(r"\w+")
START: Final = 60  # letters that tell where a block starts
AHEAD: Final = 400  # lines that are looked at for a block's start; more menus do not stand between two paragraphs
FIRST: Final = 5  # blocks that are looked for in the whole page until one is found: more menus may stand above a text
MOST_WORK: Final = 50_000_000  # letters compared in looking for lines that are part of a paragraph
REASON: Final = "boilerplate"


def set_in_place(body: str, page: str) -> tuple[str, tuple[Removal, ...]]:
    """Set a body's blocks at the lines where the page has them, and list the page's other lines."""
    lines = page.split("\n")
    keys = [_key(line) for line in lines]
    placed: list[str] = []
    at = 0  # lines set so far, and the first line of the page that is still free
    is_found = False
    for index, block in enumerate(re.split(r"\n{2,}", body.strip("\n"))):
        ahead = AHEAD if is_found or index >= FIRST else len(keys)
        start = _find_start(keys[at : at + ahead], _key(block)[:START])
        start = None if start is None else at + start
        is_found = is_found or start is not None
        wanted = at + 1 if start is None and placed else start if start is not None else at
        placed += [""] * (max(wanted, at + bool(placed)) - at) + block.split("\n")
        at = len(placed)
    return "\n".join(placed), tuple(_removals(lines, keys, body))


def _find_start(keys: Sequence[str], wanted: str) -> int | None:
    found = (index for index, key in enumerate(keys) if key and (key.startswith(wanted) or wanted.startswith(key)))
    return next(found, None)


def _removals(lines: Sequence[str], keys: Sequence[str], body: str) -> list[Removal]:
    kept = {_key(line) for line in body.split("\n")}
    whole = _key(body) if len(body) * len(keys) < MOST_WORK else ""
    return [
        Removal(line=number, reason=REASON, text=line.strip())
        for number, (line, key) in enumerate(zip(lines, keys, strict=True), start=1)
        if line.strip() and key not in kept and not (key and key in whole)
    ]


def _key(text: str) -> str:
    return "".join(WORD_RE.findall(TARGET_RE.sub(" ", text.lower())))
