"""What the last build knew, in a file that is safe to delete: damaged or of another version it counts as absent."""

from .bodies import BodyCache
from .cachefile import CacheFile
from .outputs import BuildRecord, Counts, Outputs, Record, make_record
from .posts import CachedPost, StoredPost, load_posts, read_cached, save_posts

__all__ = [
    "BodyCache",
    "BuildRecord",
    "CacheFile",
    "CachedPost",
    "Counts",
    "Outputs",
    "Record",
    "StoredPost",
    "load_posts",
    "make_record",
    "read_cached",
    "save_posts",
]
