"""What the editor's own list says of lines, whatever the rules say: those to keep stay, those to drop go."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...content.vocabulary import Phrase, find_phrase
from ...core.types import RawArticle
from ..clean import AFTER, BEFORE, INSET, TEXT, CleanLine
from ..decode.escape import escape

REASON = "editor-list"


def put_back(raw: RawArticle, phrases: Sequence[Phrase]) -> RawArticle:
    """Put the lines to keep back into the body of a page, where they stood."""
    if not (raw.markdown and any(phrase.keep for phrase in phrases)):
        return raw
    lines = raw.text.split("\n")
    kept = []
    for removal in raw.removals:
        phrase = find_phrase(phrases, removal.text, outlet=raw.source.name or raw.metadata.source.name)
        at = removal.line - raw.first_line
        lines += [""] * (at + 1 - len(lines)) if phrase and phrase.keep else []
        if phrase and phrase.keep and at >= 0 and not lines[at].strip():
            above, below = lines[at - 1 : at], lines[at + 1 : at + 2]
            lines[at] = "\n" * any(above) + escape(removal.text) + "\n" * any(below)
        else:
            kept.append(removal)
    return replace(raw, text="\n".join(lines), removals=tuple(kept))


def apply_list(
    lines: Sequence[CleanLine], phrases: Sequence[Phrase], outlet: str | None
) -> tuple[Sequence[CleanLine], frozenset[int]]:
    """Sort lines again by the list; the indices are those of lines that must stay text."""
    found: Mapping[int, Phrase] = (
        {
            index: phrase
            for index, line in enumerate(lines)
            if (phrase := find_phrase(phrases, line.line.text, outlet=outlet))
        }
        if phrases
        else {}
    )
    if not found:
        return lines, frozenset()
    texts = [index for index, line in enumerate(lines) if line.part == TEXT and index not in found]
    sorted_ = list(lines)
    for index, phrase in found.items():
        place = BEFORE if not texts or index < texts[0] else AFTER if index > texts[-1] else INSET
        part, reason = (TEXT, None) if phrase.keep else (place, REASON)
        sorted_[index] = sorted_[index]._replace(part=part, reason=reason)
    return sorted_, frozenset(index for index, phrase in found.items() if phrase.keep)
