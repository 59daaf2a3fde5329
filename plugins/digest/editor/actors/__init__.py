"""The actors that posts name: which are new, which may be one and the same, and the editor's word on both."""

from .change import add_actor, merge_actors
from .duplicates import Duplicate, Named, find_duplicates
from .listing import Roster, make_roster

__all__ = ["Duplicate", "Named", "Roster", "add_actor", "find_duplicates", "make_roster", "merge_actors"]
