"""Stories: decisions of the editor, each one action of the journal, and proposals. Read `change.py` first."""

from .change import (
    Named,
    find_story,
    join_story,
    leave_story,
    merge_stories,
    name_post,
    new_story,
    refuse_posts,
    rename_story,
    set_status,
    split_story,
)
from .listing import StoryLine, list_stories
from .suggest import Suggestion, suggest

__all__ = [
    "Named",
    "StoryLine",
    "Suggestion",
    "find_story",
    "join_story",
    "leave_story",
    "list_stories",
    "merge_stories",
    "name_post",
    "new_story",
    "refuse_posts",
    "rename_story",
    "set_status",
    "split_story",
    "suggest",
]
