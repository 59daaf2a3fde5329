"""Edit detection by a hash that ingest writes into a post, and the id of a post that has none."""

import hashlib
import re
from pathlib import PurePosixPath

SHA_LINE_RE = re.compile(
    r"^[ ]+post_sha256[ ]*:[ ]*[\"']?(?P<sha>[0-9a-f]{64})[\"']?[ ]*(?:\#[^\n]*)?\r?(?:\n|\Z)",
    re.MULTILINE,
)
FENCE = "\n---"


def post_sha256(text: str) -> str:
    """Hash a post's text with LF line ends and without the line `post_sha256`; hex."""
    line = _find_line(text)
    hashed = text if line is None else text[: line.start()] + text[line.end() :]
    return hashlib.sha256(hashed.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()


def is_untouched(text: str) -> bool:
    """Return whether a post is still as ingest wrote it; False for a post that the editor wrote."""
    line = _find_line(text)
    return line is not None and line["sha"] == post_sha256(text)


def renew_post_sha256(text: str) -> str:
    """Update the hash in the line `post_sha256`, if there is one."""
    line = _find_line(text)
    return text if line is None else text[: line.start("sha")] + post_sha256(text) + text[line.end("sha") :]


def derive_id(file: str) -> str:
    """Derive the id of a post that has none from its file's name and folder."""
    path = "/".join(PurePosixPath(file).parts[-2:])
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _find_line(text: str) -> re.Match[str] | None:
    end = text.find(FENCE, len(FENCE))
    return SHA_LINE_RE.search(text, 0, end + 1) if end > 0 else None
