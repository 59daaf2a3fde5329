"""Stories: posts on one and the same event, as the editor groups them in `stories.yaml`.

>>> stories = parse_stories("- title: Fall of Kabul\n  posts: [a1, b2]\n", file="stories.yaml")
>>> stories.find("fall-of-kabul").posts
('a1', 'b2')
"""

from .check import check_stories
from .edit import add_story, change_story, remove_story
from .parse import parse_stories
from .sources import SourceText, count_independent, find_copied, make_source_text
from .story import Status, Stories, Story

__all__ = [
    "SourceText",
    "Status",
    "Stories",
    "Story",
    "add_story",
    "change_story",
    "check_stories",
    "count_independent",
    "find_copied",
    "make_source_text",
    "parse_stories",
    "remove_story",
]
