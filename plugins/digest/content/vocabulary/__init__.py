"""Vocabularies: parsed from YAML, looked up by name, slug and alias, edited losslessly.

>>> base_vocabularies().countries.find("PRC").name
'China'
"""

from ...core.slugs import fold_name, slugify
from .add import add_term
from .apart import parse_apart, remove_pair
from .cleaning import Phrase, find_phrase, parse_cleaning
from .edit import add_entry, change_entry, entry_data, remove_entry, remove_item
from .entries import Entry, parse_vocabulary
from .lookup import Vocabularies, Vocabulary
from .make import base_vocabularies, government_of, make_vocabularies, unknown_message

__all__ = [
    "Entry",
    "Phrase",
    "Vocabularies",
    "Vocabulary",
    "add_entry",
    "add_term",
    "base_vocabularies",
    "change_entry",
    "entry_data",
    "find_phrase",
    "fold_name",
    "government_of",
    "make_vocabularies",
    "parse_apart",
    "parse_cleaning",
    "parse_vocabulary",
    "remove_entry",
    "remove_item",
    "remove_pair",
    "slugify",
    "unknown_message",
]
