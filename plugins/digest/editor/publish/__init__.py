"""Publish a production build: look at each of its files first, then commit it to a branch. Read `branch.py` first."""

from .branch import Publication, PublishError, check_branch, check_publishable, publish_site
from .inspect import Finding, inspect_output

__all__ = [
    "Finding",
    "Publication",
    "PublishError",
    "check_branch",
    "check_publishable",
    "inspect_output",
    "publish_site",
]
