"""What a build reads from disk, and the build that Pelican's parts share: reader, generators and plugin."""

from .build import Build, Summary
from .reading import Sources, read_sources

__all__ = ["Build", "Sources", "Summary", "read_sources"]
