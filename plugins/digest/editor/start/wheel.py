"""Wheels of this program: made from a checkout or from what is installed, and checked before they are trusted.

>>> wheel = read_wheel(Path("pelican_digest-0.2.0-py3-none-any.whl"))
>>> wheel.file, wheel.version
('pelican_digest-0.2.0-py3-none-any.whl', '0.2.0')
"""

import base64
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import HeaderParser
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from ...site.versions import PACKAGE
from .choices import StartError

PROJECT = "pelican-digest"
INSTALLED = "pelican/plugins/digest"
START = f"{INSTALLED}/data/start/"  # what a new site takes from the wheel
TAG = "py3-none-any"
MOST_BYTES = 200_000_000  # unpacked; the program has 3 MB
OWN_TO_PIP = ("INSTALLER", "REQUESTED", "direct_url.json", "RECORD")  # not in the wheel that was installed
AT_LEAST_RE = re.compile(r">=\s*(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """A wheel whose every file is as its list of files says."""

    version: str
    data: bytes = field(repr=False)
    files: dict[str, bytes] = field(repr=False)

    @property
    def file(self) -> str:
        """Return the file's name, as pip wants it."""
        return f"{PROJECT.replace('-', '_')}-{self.version}-{TAG}.whl"

    @property
    def sha256(self) -> str:
        """Return what a lock pins it by."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def release(self) -> tuple[int, ...]:
        """Return the numbers of the version, to tell the older of two."""
        return tuple(map(int, re.findall(r"\d+", self.version.partition("+")[0])))

    def start_files(self) -> dict[str, bytes]:
        """Return what a new site takes from it, by the path there."""
        return {name.removeprefix(START): data for name, data in self.files.items() if name.startswith(START)}


def read_wheel(path: Path) -> Wheel:
    """Read a wheel and check it. Raises StartError if it is damaged, of something else, or for another Python."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StartError(f"{path}: {error.strerror}; give the wheel's file") from error
    return parse_wheel(data, name=str(path))


def parse_wheel(data: bytes, *, name: str) -> Wheel:
    """Check a wheel's bytes. Raises StartError."""
    files = _unpack(data, name)
    folder = next((entry.partition("/")[0] for entry in files if entry.endswith(".dist-info/METADATA")), None)
    if folder is None or not folder.startswith(f"{PROJECT.replace('-', '_')}-"):
        raise StartError(f"{name}: this is no wheel of {PROJECT}")
    _check_record(files, folder, name)
    metadata = HeaderParser().parsestr(files[f"{folder}/METADATA"].decode())
    _check_python(files.get(f"{folder}/WHEEL", b"").decode(), metadata.get("Requires-Python", ""), name)
    return Wheel(version=str(metadata["Version"]), data=data, files=files)


def make_wheel() -> Wheel:
    """Make the wheel of the program that runs: by its build backend in a checkout, else from the installed files."""
    checkout = find_checkout()
    return _build(checkout) if checkout else _pack_installed()


def find_checkout() -> Path | None:
    """Return the checkout that the program runs from, if it does."""
    root = PACKAGE.parents[1]
    return root if (root / "pyproject.toml").is_file() and PACKAGE.parent.name == "plugins" else None


def _build(checkout: Path) -> Wheel:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-P", "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stderr or done.stdout).strip().rpartition("\n")[2]
            raise StartError(f"the program's wheel could not be made: {reason}")
        return read_wheel(next(Path(folder).glob("*.whl")))


def _pack_installed() -> Wheel:
    try:
        installed = distribution(PROJECT)
    except PackageNotFoundError as error:
        raise StartError(f"{PROJECT} is not installed as a package, so no wheel can be made of it") from error
    files = dict(_installed_files(installed))
    if not any(name.startswith(START) for name in files):
        raise StartError(f"{PROJECT} is installed from a folder; run ./digest start in that folder")
    return parse_wheel(pack_wheel(files, f"{PROJECT.replace('-', '_')}-{installed.version}.dist-info"), name=PROJECT)


def _installed_files(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    for file in installed.files or ():
        inside = not file.is_absolute() and ".." not in file.parts and "__pycache__" not in file.parts
        if inside and file.name not in OWN_TO_PIP:
            yield file.as_posix(), file.read_binary()


def pack_wheel(files: dict[str, bytes], folder: str) -> bytes:
    """Pack files into a wheel, with their list in `folder`; the same files make the same bytes."""
    record = [f"{name},{_hash_for_record(data)},{len(data)}" for name, data in sorted(files.items())]
    listed = "\n".join([*record, f"{folder}/RECORD,,", ""]).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*sorted(files.items()), (f"{folder}/RECORD", listed)]:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return packed.getvalue()


def _unpack(data: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise StartError(f"{name}: this is too large for a wheel of {PROJECT}")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise StartError(f"{name}: the wheel is damaged; fetch it again") from error


def _check_record(files: dict[str, bytes], folder: str, name: str) -> None:
    """Hold each file against the wheel's own list of them."""
    lines = files.get(f"{folder}/RECORD", b"").decode(errors="replace").splitlines()
    hashes = {line.rsplit(",", 2)[0]: line.rsplit(",", 2)[1] for line in lines if line.count(",") >= 2}
    for path, data in files.items():
        if path != f"{folder}/RECORD" and hashes.get(path) != _hash_for_record(data):
            raise StartError(f"{name}: the wheel is damaged: {path} is not what its list says; fetch it again")


def _hash_for_record(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _check_python(wheel: str, requires: str, name: str) -> None:
    if f"Tag: {TAG}" not in wheel.splitlines():
        raise StartError(f"{name}: the wheel is for another kind of Python; one that ends in {TAG}.whl is needed")
    least = AT_LEAST_RE.search(requires)
    if least and sys.version_info[:2] < (int(least[1]), int(least[2])):
        here = ".".join(map(str, sys.version_info[:2]))
        raise StartError(f"{name}: the wheel needs Python {requires}; this is {here}. Install a newer Python first")
