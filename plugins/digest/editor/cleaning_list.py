"""Add a line to the editor's list of lines to keep and to drop."""

from ..content.journal import commit
from ..content.store import Content, cleaning_path, name_of, read_text, text_edit
from ..content.vocabulary import Phrase, add_entry, parse_cleaning
from ..core.errors import ContentError


def add_line(content: Content, line: str, *, keep: bool, outlet: str | None = None) -> str:
    """Add a line to keep or to drop, and return a message. Raises DigestError."""
    text = " ".join(line.split())
    if not text:
        raise ContentError('the line is empty; copy it from `digest explain RAW`: digest cleaning drop "the line"')
    phrase = Phrase(text=text, keep=keep, outlet=" ".join((outlet or "").split()) or None)
    path = cleaning_path(content)
    shown, verb = name_of(content, path), "kept" if keep else "dropped"
    old = read_text(path) if path.is_file() else None
    before = parse_cleaning(old or "", file=shown)
    same = [known for known in before if (known.text, known.outlet) == (phrase.text, phrase.outlet)]
    if same and same[-1].keep == keep:
        return f"{shown}: the line is already {verb}"
    entry = {"keep" if keep else "drop": phrase.text, "outlet": phrase.outlet}
    new = add_entry(old or "", entry, file=shown)
    parse_cleaning(new, file=shown)  # raises before anything is written
    commit(content, f"cleaning {'keep' if keep else 'drop'}", text, [text_edit(path, new, old=old)])
    return f"{shown}: the line is {verb} from now on; `digest ingest --refresh` updates unedited drafts"
