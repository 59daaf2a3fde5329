"""Templates as they were compiled, kept from one build to the next: compiling a theme takes a third of a second."""

from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ..cache import read_sealed, write_sealed
from .fast_jinja import VERSION


class CompiledTemplates(BytecodeCache):
    """One file for each template. Byte code that is damaged can crash Python: so each file has a checksum."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "templates"
        self._full = False  # or read-only: said of one template, not of each

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template, if what is there was compiled from the same source, by the same compiler."""
        data = read_sealed(self._file(bucket), _version(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        if not self._full:
            self._full = not write_sealed(self._file(bucket), _version(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / sha256(bucket.key.encode()).hexdigest()[:16]


def _version(bucket: Bucket) -> str:
    return f"{bucket.checksum} {jinja2.__version__} {VERSION}"
