"""The file of stories, read and edited whole."""

from collections.abc import Callable
from pathlib import Path

from ..stories import Stories, parse_stories
from .content import Content, name_of, read_text
from .disk import Edit, text_edit
from .tree import refuse_fault

STORIES_FILE = "stories.yaml"


def stories_path(content: Content) -> Path:
    """Return the path of `stories.yaml`, which need not exist."""
    return content.root / STORIES_FILE


def read_stories(content: Content) -> Stories:
    """Read the editor's stories; there need not be any. Raises StoriesError and UnreadableError."""
    path = stories_path(content)
    return parse_stories(_read(content, path) or "", file=name_of(content, path))


def edit_stories(content: Content, edit: Callable[[str, str], str]) -> Edit:
    """Apply `edit(text, file)` to the file of stories; nothing is written yet: `commit` it. Raises StoriesError."""
    path = stories_path(content)
    file, old = name_of(content, path), _read(content, path)
    new = edit(old or "", file)
    parse_stories(new, file=file)
    return text_edit(path, new, old=old)


def _read(content: Content, path: Path) -> str | None:
    refuse_fault(path, content.root)
    return read_text(path) if path.is_file() else None
