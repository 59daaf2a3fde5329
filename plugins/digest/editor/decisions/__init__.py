"""Decisions that hold for every article to come: names and lines that the editor has ruled on, listed and revocable.

`names.py` makes those on names, `corrections/cleaning_list.py` those on lines; `listing.py` lists and revokes them.
They are kept in the vocabularies and in `cleaning.yaml`, where they can also be edited.
"""

from .listing import Decision, list_decisions, revoke
from .names import add_alias, ignore_term, keep_apart

__all__ = [
    "Decision",
    "add_alias",
    "ignore_term",
    "keep_apart",
    "list_decisions",
    "revoke",
]
