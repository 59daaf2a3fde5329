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
# Who somebody is that no byline names, at the end of the text.
WRITER_RE = re.compile(
    r"(?:[A-Z\u00c0-\u00de][\w.'’-]+\s){2,3}(?:is|was|joined)\s(?:an?\s|the\s|our\s|[A-Z]\w+[’']s\s|[A-Z]\w+\s)[^.]{0,60}"
    r"\b(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|fellow|magazine|newsroom|author)\b"
    r"|(?:[A-Z\u00c0-\u00de][\w.'’-]+\s){2,3}ist\s[^.]{0,60}\b(?:Redakteur|Korrespondent|Autor|Journalist|Reporter)(?:in)?\b"
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
    is_told = any(TOLD_RE.match(told, len(name)) for name in names)
    return is_told or bool(CREDITED_RE.match(text) or WRITER_RE.match(told))
