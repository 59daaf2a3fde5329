"""The desk: a local web app in which an editor reviews, corrects and captures, with the keyboard alone.

In: a site and a port of 127.0.0.1. Out: pages, and each action as one function of `editor`. Files are the only truth:
nothing is kept but in the content folder and `.digest/`. Read `app.py` first, then `guard.py` and `sheet.py`.
"""

from .app import make_desk
from .state import DeskSite

__all__ = ["DeskSite", "make_desk"]
