"""Ordinary Pelican articles beside the digest's posts: those in a site's ARTICLE_PATHS that are not ours.

With another theme Pelican reads and shows them, and writes the feeds of a site that has any; with ours they have no
page, which is said.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pelican.readers import BaseReader, HTMLReader, MarkdownReader, RstReader

from ..content.store import walk
from ..core.settings import DigestSettings
from ..site.sources import private_paths
from ..site.sources.reading import is_private

READERS: Final[tuple[type[BaseReader], ...]] = (MarkdownReader, RstReader, HTMLReader)
SUFFIXES: Final = frozenset(f".{suffix}" for reader in READERS for suffix in reader.file_extensions)


def find_ordinary(root: Path, values: Mapping[str, Any], ours: DigestSettings) -> tuple[str, ...]:
    """List the articles that are left to Pelican, by their paths in the content folder."""
    excluded = (*private_paths(ours), *values["ARTICLE_EXCLUDES"], *values["PAGE_PATHS"], *values["STATIC_PATHS"])
    found = {name for folder in values["ARTICLE_PATHS"] for name in _list_files(root, folder)}
    return tuple(sorted(name for name in found if not is_private(name, excluded)))


def cover_posts(article_paths: Sequence[str], post_paths: Iterable[str]) -> list[str]:
    """Add the folders of the digest's posts to those of articles, where none of these holds them."""
    missing = [path for path in post_paths if not any(not each or is_private(path, [each]) for each in article_paths)]
    return [*article_paths, *missing]


def describe_left_out(names: Sequence[str], post_paths: Sequence[str], *, shown: int = 5) -> str:
    """Say which articles our theme has no page for, and what to do."""
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return (
        f"left out: {', '.join(names[:shown])}{more}; the digest's theme shows only posts in {', '.join(post_paths)}: "
        "move them there with YAML front matter, or use another theme, which shows both"
    )


def _list_files(root: Path, folder: str) -> Iterable[str]:
    for path, fault in walk(os.path.normpath(root / folder), root):
        if fault is None and Path(path).suffix in SUFFIXES:
            yield Path(path).relative_to(root).as_posix()
