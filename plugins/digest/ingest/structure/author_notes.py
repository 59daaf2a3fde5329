"""Notes on the writer at the end of the text: "Kari Holm reports on harbours for ..."."""

import re
from collections.abc import Sequence

from ..clean import AFTER, TEXT, CleanLine

MOST_WORDS = 60
LAST = 4  # lines of the text in which notes are looked for
TOLD_RE = re.compile(
    r"(?:,[^,.]{2,60},)?\s+(?:(?:is|was)\s+(?:an?|the|our|based|also|currently|professor|director|editor|fellow|founder)\b"
    r"|(?:reports|writes|covers|edits|blogs|teaches|works|lives|joined)\b"
    r"|has\s+(?:reported|written|covered|worked|been\s+(?:reporting|writing|covering|an?|the|with))\b"
    r"|ist\s|est\s|es\s|schreibt\b|berichtet\b|écrit\b|escribe\b)"
)
CREDITED_RE = re.compile(
    r"[\[(*_–—-]*\s*(?:additional\s+)?(?:reporting|editing|writing|research)\s+(?:and\s+\w+\s+)?by\s+[^\W\d_]",
    re.IGNORECASE,
)


def drop_author_notes(lines: Sequence[CleanLine], byline: Sequence[str]) -> list[CleanLine]:
    """Take the notes on the writers out of the end of the text."""
    kept = list(lines)
    last = [index for index, line in enumerate(kept) if line.part == TEXT][-LAST:]
    for index in reversed(last[1:]):
        if not is_author_note(kept[index].line.text, kept[index].line.size, byline):
            break
        kept[index] = kept[index]._replace(part=AFTER, kind="author-note", reason="author-note")
    return kept


def is_author_note(text: str, size: int, byline: Sequence[str]) -> bool:
    """Tell a line that says who a writer is, or who helped to report."""
    if size > MOST_WORDS:
        return False
    told = text.lstrip("*_•–—-[( ")
    names = (name for name in byline if told.startswith(name))
    return any(TOLD_RE.match(told, len(name)) for name in names) or bool(CREDITED_RE.match(text))
