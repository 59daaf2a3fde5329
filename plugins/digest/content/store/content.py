"""Paths and readers of the content folder: raw articles, posts, vocabularies and the ledger."""

import datetime as dt
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ...core.errors import ContentError, RawArticleError, UnreadableError
from ...core.settings import DigestSettings
from ...core.types import TAXONOMIES, Problem, Taxonomy
from ..vocabulary import Vocabularies, base_vocabularies, make_vocabularies, parse_cleaning
from ..vocabulary.outlets import Owners, base_owners, owners_of
from .disk import TEMPORARY, Edit, make_folder, remove, text_edit, write_new
from .tree import find_fault, refuse_fault, walk

PRIVATE_FOLDER = "private"
POST_SUFFIXES = (".md", ".markdown")
# Files that text editors and browsers leave behind.
NO_RAW_RE = re.compile(
    r"""
    \. .*                                       # hidden, and vim's swap files
    | .* ~                                      # backups
    | \# .* \#                                  # Emacs's autosaves
    | ~\$ .*                                    # Word's lock files
    | 4913                                      # vim's test of whether it may write
    | readme (\. .*)?
    | thumbs\.db | desktop\.ini
    | .* \. (swp|swo|swx|tmp|temp|part|partial|crdownload|download|opdownload|lock|bak)
    """,
    re.VERBOSE | re.IGNORECASE,
)
MAX_RAW_BYTES = 50_000_000  # a saved page or an e-mail with its pictures has less
OPENING_RE = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*[\r\n]")
KEY_RE = re.compile(r"^(id|slug)[ \t]*:[ \t]*(.*?)[ \t\r]*(?:[ \t]#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The paths of a content folder."""

    root: Path
    inbox: Path
    posts: tuple[Path, ...]
    private: Path  # bodies that git ignores
    vocabularies: Path
    ledger: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PostIndex:
    """Posts by id and by slug: to keep new ones unique, and to find one that was moved."""

    by_id: dict[str, Path]
    by_slug: dict[str, list[Path]]
    slugs: dict[Path, str]  # the way back from `by_slug`


def make_content(root: Path, settings: DigestSettings) -> Content:
    """Return where everything is. Raises ContentError if there is no such folder."""
    if not root.is_dir():
        raise ContentError(f"{root}: there is no such folder; PATH in pelicanconf.py names the content folder")
    root = root.resolve()
    return Content(
        root=root,
        inbox=root / settings.inbox_path,
        posts=tuple(root / path for path in settings.post_paths),
        private=root / PRIVATE_FOLDER,
        vocabularies=root / settings.vocabulary_path,
        ledger=root / settings.ledger_path,
    )


def name_of(content: Content, path: Path) -> str:
    """Return a file's name as messages show it: relative to the parent of the content folder."""
    base = content.root.parent
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path)


def list_raw(content: Content) -> tuple[Path, ...]:
    """List the raw articles in the inbox, by name; folders, hidden and temporary files are skipped."""
    if not content.inbox.is_dir():
        return ()
    raws = (path for path in content.inbox.iterdir() if is_raw_name(path.name) and not path.is_dir())
    return tuple(sorted(raws))


def read_inbox(content: Content, path: Path) -> bytes:
    """Read the bytes of a raw article in the inbox. Raises RawArticleError."""
    fault = find_fault(path, content.root)
    if fault is not None:
        raise RawArticleError(f"{path.name}: {fault}")
    return read_raw(path)


def is_raw_name(name: str) -> bool:
    """Return whether a file of that name can be a raw article."""
    return NO_RAW_RE.fullmatch(name) is None


def read_raw(path: Path) -> bytes:
    """Read a raw article's bytes. Raises RawArticleError."""
    name = os.fsencode(path.name).decode("utf-8", "replace")
    if name != path.name:  # neither the ledger nor a post could name it
        raise RawArticleError(f"{name}: its name is not UTF-8; give the file another one")
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise RawArticleError(f"{path.name}: this is not a regular file; put the text itself into the inbox")
        if info.st_size > MAX_RAW_BYTES:
            raise RawArticleError(
                f"{path.name}: it has {info.st_size:,} bytes, more than the {MAX_RAW_BYTES:,} that are read; "
                "save the article alone, without pictures"
            )
        return path.read_bytes()
    except OSError as error:
        raise RawArticleError(f"{path.name}: it cannot be read: {error.strerror}") from error


def received_at(path: Path, zone: ZoneInfo) -> dt.datetime:
    """Return a file's modification time, in whole seconds."""
    return dt.datetime.fromtimestamp(int(path.stat().st_mtime), tz=zone)


def list_posts(content: Content) -> tuple[Path, ...]:
    """List the posts' files in a fixed order."""
    return tuple(map(Path, list_post_files(content).values()))


def list_post_files(content: Content) -> dict[str, str]:
    """Return the posts' paths by their names in messages, in a fixed order: all strings, since there may be many."""
    return look_for_posts(content)[0]


def look_for_posts(content: Content) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the posts' paths by their names in messages, and report what is among them and must not be read."""
    base = f"{content.root.parent}/"
    found = [one for folder in content.posts for one in walk(folder, content.root)]
    strays = [Problem(file=name_of(content, Path(path)), message=fault) for path, fault in found if fault is not None]
    paths = [path for path, fault in found if fault is None and path.endswith(POST_SUFFIXES) and not _is_hidden(path)]
    return {path.removeprefix(base): path for path in sorted(paths, key=_by_folder)}, tuple(strays)


def read_text(path: Path) -> str:
    """Read a post's or vocabulary's text, line ends as they are. Raises UnreadableError."""
    try:
        return decode_text(path.read_bytes(), path)
    except OSError as error:
        raise UnreadableError(path, f"it cannot be read: {error.strerror}") from error


def decode_text(data: bytes, path: Path | str) -> str:
    """Decode the UTF-8 of a post or vocabulary. Raises UnreadableError, with the line."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(path, "this is not UTF-8; save the file as UTF-8", line=line) from error


def read_index(content: Content) -> PostIndex:
    """Read every post's id and slug alone: a full parse of ten thousand posts would take seconds."""
    by_id: dict[str, Path] = {}
    by_slug: dict[str, list[Path]] = {}
    slugs: dict[Path, str] = {}
    for path in list_posts(content):
        try:
            keys = _identity(path.read_bytes())
        except OSError:  # a link to nowhere, say; `check` reports it
            keys = {}
        if "id" in keys:
            by_id.setdefault(keys["id"], path)
        slugs[path] = keys.get("slug", path.stem[len("YYYY-MM-DD-") :])
        by_slug.setdefault(slugs[path], []).append(path)
    return PostIndex(by_id=by_id, by_slug=by_slug, slugs=slugs)


def read_vocabulary_texts(content: Content) -> dict[str, str]:
    """Read the editor's vocabulary files: name as messages show it -> text."""
    paths = [content.vocabularies / f"{taxonomy}.yaml" for taxonomy in TAXONOMIES]
    for path in paths:
        refuse_fault(path, content.root)
    return {name_of(content, path): read_text(path) for path in paths if path.is_file()}


@lru_cache(2)  # a build checks, then plans; an edit is read back
def _make_vocabularies(texts: tuple[tuple[str, str], ...]) -> Vocabularies:
    return make_vocabularies(base_vocabularies(), dict(texts))


def read_vocabularies(content: Content) -> Vocabularies:
    """Read the vocabularies, the plugin's and the editor's. Raises VocabularyError."""
    texts = read_vocabulary_texts(content)
    vocabularies = _make_vocabularies(tuple(texts.items())) if texts else base_vocabularies()
    path = cleaning_path(content)
    refuse_fault(path, content.root)
    if not path.is_file():
        return vocabularies
    return replace(vocabularies, cleaning=parse_cleaning(read_text(path), file=name_of(content, path)))


def edit_vocabulary(content: Content, taxonomy: Taxonomy, edit: Callable[[str, str], str]) -> Edit:
    """Apply `edit(text, file)` to the editor's file of a vocabulary; nothing is written yet. Raises VocabularyError."""
    path = content.vocabularies / f"{taxonomy}.yaml"
    file, texts = name_of(content, path), read_vocabulary_texts(content)
    new = edit(texts.get(file, ""), file)
    names = (name_of(content, content.vocabularies / f"{one}.yaml") for one in TAXONOMIES)
    edited = {**texts, file: new}
    _make_vocabularies(tuple((name, edited[name]) for name in names if name in edited))  # raises; read next, mostly
    return text_edit(path, new, old=texts.get(file))


def cleaning_path(content: Content) -> Path:
    """Return the path of `cleaning.yaml`, which need not exist."""
    return content.vocabularies / "cleaning.yaml"


def outlets_path(content: Content) -> Path:
    """Return the path of `outlets.yaml`, which need not exist."""
    return content.vocabularies / "outlets.yaml"


def read_owners(content: Content) -> Owners:
    """Read who owns which outlet, by the plugin's list and the editor's. Raises VocabularyError."""
    path = outlets_path(content)
    refuse_fault(path, content.root)
    return owners_of(read_text(path), file=name_of(content, path)) if path.is_file() else base_owners()


def sweep(content: Content) -> None:
    """Delete temporary files of a killed command; call it only under the lock."""
    paths = [
        path
        for folder in (*content.posts, content.private, content.vocabularies, content.inbox)
        for path, _ in walk(folder, content.root)
    ]
    paths += [entry.path for entry in os.scandir(content.root) if entry.is_file(follow_symlinks=False)]
    for path in paths:
        if _is_hidden(path) and path.endswith(TEMPORARY):
            remove(Path(path))


def make_folders(content: Content) -> None:
    """Make the folders that a new site may lack."""
    for folder in (content.inbox, *content.posts[:1]):
        make_folder(folder)


def make_private_folder(content: Content) -> None:
    """Make the folder of private bodies with a `.gitignore` of its own, whatever that of the repository says."""
    ignore = content.private / ".gitignore"
    if not ignore.exists():
        write_new(ignore, b"*\n")


def _is_hidden(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".")


def _by_folder(path: str) -> str:
    return path.replace("/", "\0")  # sorts by each folder's name in turn


def _identity(data: bytes) -> dict[str, str]:
    """Read the id and slug of a post by a pattern."""
    if not OPENING_RE.match(data):
        return {}
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
    end = data.find(b"\n---", 3)
    head = data[: end if end > 0 else len(data)].decode("utf-8", "replace")
    return {match[1]: match[2].strip("\"'") for match in KEY_RE.finditer(head) if match[2]}
