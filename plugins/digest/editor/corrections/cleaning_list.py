"""Add lines to the editor's list of lines to keep and to drop."""

from collections.abc import Collection

from ...content.journal import commit
from ...content.store import Content, Edit, cleaning_path, name_of, read_text, text_edit
from ...content.vocabulary import Phrase, add_entry, parse_cleaning
from ...core.errors import ContentError


def add_line(content: Content, line: str, *, keep: bool, outlet: str | None = None) -> str:
    """Add a line to keep or to drop, and return a message. Raises DigestError."""
    text = " ".join(line.split())
    if not text:
        raise ContentError('the line is empty; copy it from `digest explain RAW`: digest cleaning drop "the line"')
    shown, verb = name_of(content, cleaning_path(content)), "kept" if keep else "dropped"
    edit = line_edit(content, [text], keep=keep, outlet=outlet)
    if edit is None:
        return f"{shown}: the line is already {verb}"
    commit(content, f"cleaning {'keep' if keep else 'drop'}", text, [edit])
    return f"{shown}: the line is {verb} from now on; `digest ingest --refresh` updates unedited drafts"


def line_edit(content: Content, lines: Collection[str], *, keep: bool, outlet: str | None = None) -> Edit | None:
    """Make the edit that adds lines to the list; None if all are there. Raises VocabularyError."""
    path = cleaning_path(content)
    file, old = name_of(content, path), read_text(path) if path.is_file() else None
    new = old or ""
    for line in lines:
        new = _with_line(new, " ".join(line.split()), keep=keep, outlet=" ".join((outlet or "").split()), file=file)
    parse_cleaning(new, file=file)  # raises before anything is written
    return None if new == (old or "") else text_edit(path, new, old=old)


def _with_line(text: str, line: str, *, keep: bool, outlet: str, file: str) -> str:
    phrase = Phrase(text=line, keep=keep, outlet=outlet or None)
    known = parse_cleaning(text, file=file)
    same = [one for one in known if (one.text, one.outlet) == (phrase.text, phrase.outlet)]
    if same and same[-1].keep == keep:
        return text
    return add_entry(text, {"keep" if keep else "drop": phrase.text, "outlet": phrase.outlet}, file=file)
