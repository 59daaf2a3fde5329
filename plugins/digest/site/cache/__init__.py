"""What the last build knew, in a folder that is safe to delete: damaged or of another version it counts as absent.

A build that cannot write there says so and goes on; it is then slower, never wrong.
"""

from .bodies import BodyStore
from .cachefile import read_sealed, write_sealed
from .outputs import BuildRecord, Outputs, Record, make_record, read_outputs, write_outputs
from .posts import Found, PostCache, StoredPost, body_of
from .problems import Checked, keep_check, recall_check

__all__ = [
    "BodyStore",
    "BuildRecord",
    "Checked",
    "Found",
    "Outputs",
    "PostCache",
    "Record",
    "StoredPost",
    "body_of",
    "keep_check",
    "make_record",
    "read_outputs",
    "read_sealed",
    "recall_check",
    "write_outputs",
    "write_sealed",
]
