"""What a build reads from disk, and the build that Pelican's parts share: reader, generators and plugin."""

from .build import Build, Summary
from .reading import Sources, private_paths, read_sources

__all__ = ["Build", "Sources", "Summary", "private_paths", "read_sources"]
