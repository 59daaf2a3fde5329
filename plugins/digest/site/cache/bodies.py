"""Cache of rendered bodies: Markdown is the slowest part of a build, and a body seldom changes."""

from collections.abc import Iterable

from .cachefile import CacheFile

KIND = "bodies"
Rendered = tuple[str, tuple[str, ...]]  # HTML, and what of the text it does not show


class BodyCache:
    """HTML by key, of one version of whatever made it."""

    def __init__(self, cache: CacheFile, version: str) -> None:
        self._cache = cache
        self._version = version

    def get(self, key: str) -> Rendered | None:
        """Return what was kept under a key."""
        return self._cache.get(KIND, key, self._version)

    def put(self, bodies: Iterable[tuple[str, Rendered]]) -> None:
        """Keep bodies, each under its key."""
        self._cache.put(KIND, self._version, dict(bodies))

    def close(self) -> None:
        """Let go of the file; it opens again when it is needed."""
        self._cache.close()
