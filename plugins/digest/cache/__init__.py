"""What the last build knew, in a folder that is safe to delete: spoilt or of another version it counts as absent.

A build that cannot write there says so and goes on; it is then slower, never wrong.
"""

from .bodies import BodyStore
from .outputs import Outputs, Record, read_outputs, write_outputs
from .posts import PostCache, StoredPost
from .sealed import read_sealed, write_sealed

__all__ = [
    "BodyStore",
    "Outputs",
    "PostCache",
    "Record",
    "StoredPost",
    "read_outputs",
    "read_sealed",
    "write_outputs",
    "write_sealed",
]
