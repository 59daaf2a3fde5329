"""What a build reads from disk, and the build that Pelican's parts share: reader, generators and plugin."""

from .build import Build, Summary
from .posts import Posts
from .reading import Sources, private_paths, read_sources
from .vocabularies import load_vocabularies

__all__ = ["Build", "Posts", "Sources", "Summary", "load_vocabularies", "private_paths", "read_sources"]
