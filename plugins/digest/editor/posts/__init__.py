"""Actions on posts: new, accept, unpublish, reject, rename, and private, which moves bodies out of git.

Read `change.py` first.
"""

from .change import accept, new_post, reject, rename, unpublish
from .excerpt import make_edits

__all__ = ["accept", "make_edits", "new_post", "reject", "rename", "unpublish"]
