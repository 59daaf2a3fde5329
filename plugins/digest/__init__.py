"""The digest: from pasted news articles to a curated, well-tagged static site with feeds."""

from typing import Any

__all__ = ["register"]


def __getattr__(name: str) -> Any:
    """Give Pelican `register`, and load Pelican's side only then: the editor's verbs do without it."""
    if name == "register":
        from .plugin.signals import register  # noqa: PLC0415

        return register
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
