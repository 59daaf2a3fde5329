"""Files of the cache: whole, of this version, with a checksum, or as good as absent."""

import logging
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

logger = logging.getLogger(__name__)

MAGIC = b"digest-cache 1\n"
CHECKSUM = 32  # bytes


def read_sealed(path: Path, version: str) -> bytes | None:
    """Return what was written under this version; None where there is nothing that can be trusted."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        logger.warning("%s: cannot be read and is made anew: %s", path, error.strerror)
        return None
    head = MAGIC + version.encode() + b"\n"
    if not data.startswith(head):
        return None
    payload = data[len(head) + CHECKSUM :]
    if sha256(payload).digest() != data[len(head) : len(head) + CHECKSUM]:
        logger.warning("%s: it is damaged and is made anew", path)
        return None
    return payload


def write_sealed(path: Path, version: str, payload: bytes) -> bool:
    """Write a file of the cache, old or new and never half; where that cannot be, say so and return False."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")  # two builds may be at it
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(MAGIC + version.encode() + b"\n" + sha256(payload).digest())
            file.write(payload)
        os.replace(temporary, path)  # noqa: PTH105 -- Path.replace, under the name that says it is atomic
    except OSError as error:
        logger.warning("%s: cannot be written, so the next build takes longer: %s", path, error.strerror)
        with suppress(OSError):
            temporary.unlink()
        return False
    return True
