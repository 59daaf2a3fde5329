"""Front matter: a post's text into a checked Post and back, and lossless edits.

>>> parse_post("---\\ntitle: Talks\\ndate: 2021-08-17\\n---\\n\\nText.\\n", file="posts/talks.md").slug
'talks'
"""

from .edit import edit_post, replace_body
from .format import format_post
from .identity import derive_id, is_untouched, post_sha256, renew_post_sha256
from .parse import CheckedPost, parse_post, read_post

__all__ = [
    "CheckedPost",
    "derive_id",
    "edit_post",
    "format_post",
    "is_untouched",
    "parse_post",
    "post_sha256",
    "read_post",
    "renew_post_sha256",
    "replace_body",
]
