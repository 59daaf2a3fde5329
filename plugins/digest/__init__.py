"""The digest: from pasted news articles to a curated, well-tagged static site with feeds."""

from .plugin import register

__all__ = ["register"]
