"""Publish a production build: look at each of its files first, then commit it to a branch. Read `branch.py` first."""

from .branch import Publication, PublishError, check_branch, check_publishable, publish_site
from .inspect import Finding, inspect_output
from .production import forget_production, production_folder

__all__ = [
    "Finding",
    "Publication",
    "PublishError",
    "check_branch",
    "check_publishable",
    "forget_production",
    "inspect_output",
    "production_folder",
    "publish_site",
]
