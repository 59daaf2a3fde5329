"""Cache of compiled templates: compiling a theme takes a third of a second."""

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ..cache import CacheFile
from .fast_jinja import VERSION

KIND = "templates"


class CompiledTemplates(BytecodeCache):
    """Byte code of templates by name. What is damaged could crash Python: the cache file has a checksum of each."""

    def __init__(self, cache: CacheFile) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template, if what is there was compiled from the same source, by the same compiler."""
        data = self._cache.get(KIND, bucket.key, _version(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._cache.put(KIND, _version(bucket), {bucket.key: bucket.bytecode_to_string()})


def _version(bucket: Bucket) -> str:
    return f"{bucket.checksum} {jinja2.__version__} {VERSION}"
