"""Actors of posts: list new ones and likely duplicates; add one, merge two."""

from .change import MergePlan, add_actor, merge_actors, plan_merge
from .duplicates import Duplicate, Named, find_duplicates
from .listing import Roster, make_roster

__all__ = [
    "Duplicate",
    "MergePlan",
    "Named",
    "Roster",
    "add_actor",
    "find_duplicates",
    "make_roster",
    "merge_actors",
    "plan_merge",
]
