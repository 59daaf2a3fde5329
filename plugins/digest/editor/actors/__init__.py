"""Actors of posts: list new ones and likely duplicates; add one, merge two."""

from .change import add_actor, merge_actors
from .duplicates import Duplicate, Named, find_duplicates
from .listing import Roster, make_roster

__all__ = ["Duplicate", "Named", "Roster", "add_actor", "find_duplicates", "make_roster", "merge_actors"]
