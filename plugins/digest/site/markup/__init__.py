"""Markdown to safe HTML: formatting, sanitising, excerpts, and rendered bodies kept between builds.

Read `formatter.py` first. `plain.py` is the fast path for texts of plain blocks; it gives what the slow one would.
"""

from .bodies import Bodies, Body, RenderedBody, body_sha256
from .excerpt import count_words, frame_excerpt, make_excerpt, name_source, plain_text, take_sentences
from .formatter import MarkupMaker, rebase
from .pictures import TextPicture
from .sanitise import ROOT, list_local_links

__all__ = [
    "ROOT",
    "Bodies",
    "Body",
    "MarkupMaker",
    "RenderedBody",
    "TextPicture",
    "body_sha256",
    "count_words",
    "frame_excerpt",
    "list_local_links",
    "make_excerpt",
    "name_source",
    "plain_text",
    "rebase",
    "take_sentences",
]
