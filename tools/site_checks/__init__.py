"""Checks of the built site with the tools that judge web pages; `invoke check-site` and the browser tests run them.

>>> with built_sites(folder) as sites:
...     run_check("links", sites)
Result(name='links', problems=(), skipped=None, note='2210 links')
"""

from .checks import CHECKS, Result, run_check
from .sites import BuiltSite, built_reference, built_sites

__all__ = ["CHECKS", "BuiltSite", "Result", "built_reference", "built_sites", "run_check"]
