"""The digest: from pasted news articles to a curated, well-tagged static site with feeds."""

from typing import Any

__all__ = ["register", "theme_path"]


def __getattr__(name: str) -> Any:
    """Give Pelican `register`, and settings `theme_path`; load what they need only then: most verbs do without."""
    if name == "register":
        from .plugin.signals import register  # noqa: PLC0415

        return register
    if name == "theme_path":
        from .site.versions import theme_path  # noqa: PLC0415

        return theme_path
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
