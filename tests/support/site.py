"""A site in a folder of its own, as an editor has it: files put into it, and the `digest` command run in it."""

import os
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from digest.cli import digest
from digest.content.frontmatter import parse_post
from digest.core.types import Post

SETTINGS = 'PATH = "content"\nCACHE_PATH = ".cache"\nTIMEZONE = "Europe/Oslo"\nDIGEST_NER = "rules"\n'
RECEIVED = 1629194400  # when raw files are put into the inbox: 17 August 2021, noon in Oslo
ARTICLE = """\
Norway and Iceland agree on Arctic shipping

The foreign ministers of Norway and Iceland met in Oslo on Tuesday and agreed on common rules for ships in the Arctic.

Foreign Minister Anna Sample said that the talks had gone well and that a treaty would be ready before the winter.

Iceland wants the rules to hold for fishing boats as well. Norway has asked for more time to study what that would cost.
"""


class Site:
    """A site's folder, with an empty inbox and no posts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.inbox = self.content / "inbox"
        self.posts_folder = self.content / "posts"
        self.ledger = self.content / "ingested.jsonl"
        self.inbox.mkdir(parents=True)
        self.posts_folder.mkdir()
        (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")

    def run(self, *words: str, status: int = 0, given: str | bytes | None = None) -> str:
        """Run a verb, hold its exit status against the one expected, and give what it printed."""
        settings = ["--settings", str(self.folder / "pelicanconf.py")]
        result = CliRunner().invoke(digest, [*settings, *words], input=given)
        assert result.exit_code == status, (result.output, result.exception)
        return result.output

    def write(self, name: str, text: str) -> Path:
        """Write a file of the content."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def put(self, name: str, text: str | bytes, *, after: int = 0) -> Path:
        """Put a raw file into the inbox, with the time of a certain day and so many seconds."""
        path = self.inbox / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        os.utime(path, (RECEIVED + after, RECEIVED + after))
        return path

    def posts(self) -> dict[str, Post]:
        """Read the posts, by file name."""
        return {path.name: read_post(path) for path in sorted(self.posts_folder.rglob("*.md"))}

    def post_path(self, name: str) -> Path:
        """Find a post's file."""
        return next(self.posts_folder.rglob(name))

    def edit(self, name: str, change: Callable[[str], str]) -> str:
        """Change a post as an editor does."""
        path = self.post_path(name)
        text = change(path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        return text

    def files(self) -> dict[str, bytes]:
        """Give all content by path."""
        paths = sorted(path for path in self.content.rglob("*") if path.is_file())
        return {path.relative_to(self.content).as_posix(): path.read_bytes() for path in paths}


def read_post(path: Path) -> Post:
    """Read a post's file."""
    return parse_post(path.read_text(encoding="utf-8"), file=path.name)
