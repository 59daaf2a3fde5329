"""Corrections of one post: its fields, its terms, lines of its raw file; each is one action of the journal.

Each takes the hash of the text that the editor was shown (`shown`) and raises ChangedElsewhereError if the file is
another by now. Start at `change.py`.
"""

from .change import ChangedElsewhereError, hash_text
from .cleaning_list import add_line
from .fields import FIELDS, set_fields
from .lines import drop_paragraph, restore_lines, split_body
from .merge import Merged, merge_lines, merge_posts
from .terms import set_term

__all__ = [
    "FIELDS",
    "ChangedElsewhereError",
    "Merged",
    "add_line",
    "drop_paragraph",
    "hash_text",
    "merge_lines",
    "merge_posts",
    "restore_lines",
    "set_fields",
    "set_term",
    "split_body",
]
