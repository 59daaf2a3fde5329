"""Secrets of the desk: a run's tokens in memory, and the upload token in a private file that outlives the run.

The upload token lets a browser's extension hand over pages; whoever holds it can add raw articles and nothing else.
"""

import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

PRIVATE = 0o600
TOKEN_FILE = "upload-token"
BYTES = 32


def _make() -> str:
    return secrets.token_urlsafe(BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSecrets:
    """What one run of the desk knows alone: the address's token, the cookie's value and the forms' token."""

    address: str = field(default_factory=_make)
    cookie: str = field(default_factory=_make)
    form: str = field(default_factory=_make)


def is_same(given: str | None, secret: str | None) -> bool:
    """Compare a secret in constant time; nothing equals a secret that there is not."""
    return bool(secret) and hmac.compare_digest((given or "").encode(), (secret or "").encode())


def read_upload_token(folder: Path) -> str | None:
    """Return the upload token, if there is one that only its owner can read."""
    path = folder / TOKEN_FILE
    try:
        private = path.stat().st_mode & 0o077 == 0
        return (path.read_text(encoding="ascii").strip() or None) if private else None
    except (OSError, UnicodeDecodeError):
        return None


def make_upload_token(folder: Path) -> str:
    """Write a new upload token; the former one is void from now on."""
    token = _make()
    folder.mkdir(exist_ok=True)
    temporary = folder / f".{TOKEN_FILE}-{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{token}\n")
    temporary.replace(folder / TOKEN_FILE)
    return token


def revoke_upload_token(folder: Path) -> bool:
    """Delete the upload token; return whether there was one."""
    path = folder / TOKEN_FILE
    was = path.exists()
    path.unlink(missing_ok=True)
    return was
