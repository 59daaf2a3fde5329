"""Sizes of pictures from their headers, and what is wrong with a picture."""

import struct
import zlib
from pathlib import Path

import pytest
from digest.editor.plan_problems import find_plan_problems
from digest.site.sources.pictures import PictureFacts, find_picture_faults, measure_picture
from support.small_site import PRODUCTION, build, make_site, run, tree


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, animated: bool = False) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    moves = chunk(b"acTL", struct.pack(">II", 2, 0)) if animated else b""
    lines = zlib.compress((b"\0" + b"\x80" * width) * height) if width * height < 10**7 else b""
    return b"\x89PNG\r\n\x1a\n" + head + moves + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def gif(frames: int) -> bytes:
    frame = b"\x21\xf9\x04\x00\x0a\x00\x00\x00\x2c" + struct.pack("<HHHHB", 0, 0, 7, 5, 0) + b"\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 7, 5, 0x80, 0, 0) + b"\0" * 6 + frame * frames + b"\x3b"


def jpeg(width: int, height: int, *, turned: bool = False) -> bytes:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + b"\0\0\0\0"
    app = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif if turned else b""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + app + b"\xff\xe0\x00\x04\x00\x00" + b"\xff\xc2" + frame + b"\xff\xd9"


def webp(form: bytes, data: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + form + struct.pack("<I", len(data)) + data


AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", 800, 600)
PICTURES = {
    "png": (png(30, 20), PictureFacts("png", 30, 20)),
    "moving png": (png(30, 20, animated=True), PictureFacts("png", 30, 20, animated=True)),
    "gif": (gif(1), PictureFacts("gif", 7, 5)),
    "moving gif": (gif(3), PictureFacts("gif", 7, 5, animated=True)),
    "jpeg": (jpeg(1600, 1067), PictureFacts("jpeg", 1600, 1067)),
    "turned jpeg": (jpeg(1600, 1067, turned=True), PictureFacts("jpeg", 1067, 1600)),
    "webp": (webp(b"VP8 ", b"\0" * 6 + struct.pack("<HH", 640, 480)), PictureFacts("webp", 640, 480)),
    "lossless webp": (
        webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14)),
        PictureFacts("webp", 640, 480),
    ),
    "moving webp": (
        webp(b"VP8X", b"\x02\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")),
        PictureFacts("webp", 640, 480, animated=True),
    ),
    "avif": (AVIF, PictureFacts("avif", 800, 600)),
    "svg": (b'<?xml version="1.0"?><svg width="30" height="20.4px" viewBox="0 0 3 2"/>', PictureFacts("svg", 30, 20)),
    "svg with a box": (b'<svg xmlns="x" viewBox="0 0 300 200"></svg>', PictureFacts("svg", 300, 200)),
    "svg without a size": (b"<svg></svg>", PictureFacts("svg")),
    "empty": (b"", None),
    "text": (b"not really a picture", None),
    "half a png": (png(30, 20)[:18], None),
    "half a jpeg": (jpeg(30, 20)[:12], None),
    "jpeg without a frame": (b"\xff\xd8\xff\xd9" + b"\0" * 20, None),
}


@pytest.mark.parametrize("name", PICTURES)
def test_size(name: str, tmp_path: Path) -> None:
    data, facts = PICTURES[name]
    path = tmp_path / "picture"
    path.write_bytes(data)
    assert measure_picture(path) == facts


@pytest.mark.parametrize(
    ("name", "size", "facts", "fault"),
    [
        ("a.png", 0, None, "the file is empty"),
        ("a.png", 9, None, "no picture that browsers show"),
        ("a.jpg", 9, PictureFacts("png", 3, 2), "its name says .jpg and its bytes are PNG; rename it"),
        ("a", 9, PictureFacts("png", 3, 2), "its name says nothing and its bytes are PNG"),
        ("a.png", 30_000_000, PictureFacts("png", 3, 2), "it is 30 MB"),
        ("a.png", 9, PictureFacts("png", 20_000, 2), "it is 20000 x 2 pixels"),
        ("a.gif", 9, PictureFacts("gif", 3, 2, animated=True), "it moves"),
    ],
)
def test_faults(name: str, size: int, facts: PictureFacts | None, fault: str) -> None:
    (found,) = find_picture_faults(name, size, facts)
    assert found.startswith(fault)


@pytest.mark.parametrize("name", ["a.jpeg", "a.JPG"])
def test_no_fault(name: str) -> None:
    assert find_picture_faults(name, 9, PictureFacts("jpeg", 3, 2)) == ()


def test_pages_and_feeds_have_the_picture_with_its_size(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    (tmp_path / "content" / "images" / "dot.png").write_bytes(png(30, 20))
    made = tree(build(config, **PRODUCTION))
    post = made["2021/08/17/own/index.html"].decode()
    assert 'src="../../../../images/dot.png" alt="A dot" width="30" height="20"' in post
    assert 'alt="A dot" width="30" height="20" decoding="async"' in made["2021/08/17/index.html"].decode()
    assert "images/dot.png" in made["feeds/all.json"].decode()


def test_a_poor_picture_is_named_with_file_and_line_and_the_site_is_built(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    (tmp_path / "content" / "images" / "dot.png").write_bytes(b"")
    output, built = run(config, **PRODUCTION)
    assert 'class="picture-unsized"' in (output / "2021/08/17/own/index.html").read_text()
    problems = [str(problem) for problem in find_plan_problems(built.inputs)]
    assert (
        "content/posts/2021/own.md:11: image: images/dot.png: the file is empty; put the picture there again"
        in problems
    )
