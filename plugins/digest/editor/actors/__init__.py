"""Actors of posts: list new ones and likely duplicates; add one, merge two; what accepting a post teaches."""

from .change import MergePlan, add_actor, merge_actors, plan_merge
from .duplicates import Duplicate, Named, find_duplicates
from .learn import Learnt, learn_actors
from .listing import Roster, make_roster
from .unlearn import add_unwanted, find_unwanted

__all__ = [
    "Duplicate",
    "Learnt",
    "MergePlan",
    "Named",
    "Roster",
    "add_actor",
    "add_unwanted",
    "find_duplicates",
    "find_unwanted",
    "learn_actors",
    "make_roster",
    "merge_actors",
    "plan_merge",
]
