"""What a build reads from disk, and the build that Pelican's parts share: reader, generators and plugin."""

from .build import BuildInputs, BuildOutcome, BuildRequest, is_unchanged, load_previous, make_build_record
from .posts import Posts
from .reading import Sources, private_paths, read_sources
from .vocabularies import load_vocabularies, read_editor_texts

__all__ = [
    "BuildInputs",
    "BuildOutcome",
    "BuildRequest",
    "Posts",
    "Sources",
    "is_unchanged",
    "load_previous",
    "load_vocabularies",
    "make_build_record",
    "private_paths",
    "read_editor_texts",
    "read_sources",
]
