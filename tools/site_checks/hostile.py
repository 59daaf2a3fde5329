"""A site whose every field holds what breaks layouts and markup: the checks run over it as over the sample."""

import datetime as dt
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

MARKUP = "<script>alert(1)</script> </title> & \"quotes\" 'n' <b>bold</b> ]]> --> {{ site }} %s \\"
LONG_TITLE = "A heading that does not know where to stop and so goes on from line to line of the page " * 4
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaften"
ARABIC = "اجتماع ثلاثي في القاهرة يبحث (مياه) النهر و«السد» الجديد"
HEBREW = "ישיבה ארוכה ללא הסכם בשאלת הגבול"
CHINESE = "三方在日内瓦举行会谈，就边境问题达成初步共识，但未签署任何文件" * 3
BODY = "The parties met for a second day and agreed on very little, as they had the day before. " * 12
BROKEN_BODY = (
    "# A heading of the first order\n\n"
    '![a picture & "more"](</images/a picture & more.png>)\n\n'
    "<div onclick=alert(1) style='position:fixed'>unclosed <b>bold\n\n"
    '<iframe src="https://evil.example/"></iframe>\n\n![picture](https://evil.example/x.png)\n\n'
    "[link](javascript:alert(1)) <a href=//evil.example>x</a>\n\n"
    "| a very wide | table | with | many | columns | indeed | and | more | of | them |\n"
    "|--|:-:|--:|--|--|--|--|--|--|--|\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | "
    f"{LONG_WORD} |\n\n```\n{'x' * 300}\n```\n\n> quoted\n>> twice\n\n- a list\n    1. within\n\n" + BODY
)
ACTORS = [f"Organisation number {number} of the many" for number in range(1, 41)]
COUNTRIES = ["China", "Russia", "Norway", "Democratic Republic of the Congo", "United States", "Saint Lucia", "Kosovo"]


def write_content(folder: Path) -> None:
    """Write the hostile site's content."""
    for name, text in {**_posts(), **_vocabularies(), **_pages(), **_stories()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "images").mkdir()
    (folder / "images" / "a picture & more.png").write_bytes(make_picture(1200, 900))


def make_picture(width: int, height: int) -> bytes:
    """Make a grey PNG."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _cases() -> Iterator[tuple[str, dict[str, object], str]]:
    """Yield name, front matter and body of each kind of hostile post."""
    yield "bare", {"title": "Nothing but a title"}, ""
    yield "long-title", {"title": LONG_TITLE[:300], "summary": LONG_TITLE * 3, "countries": COUNTRIES}, BODY
    yield "long-word", {"title": LONG_WORD, "summary": LONG_WORD * 3, "actors": [LONG_WORD]}, LONG_WORD * 4
    markup: dict[str, object] = {
        "title": MARKUP,
        "summary": MARKUP,
        "actors": [MARKUP],
        "topics": ["Diplomacy"],
        "source": {
            "name": MARKUP,
            "url": "https://wire.example/?a=1&b=%3Cc%3E'd",
            "author": [MARKUP],
            "dateline": MARKUP,
        },
        "image": {"src": "images/a picture & more.png", "alt": MARKUP, "credit": MARKUP},
        "digest": {"raw": "a.txt", "raw_sha256": "00"},
    }
    yield "markup", markup, BROKEN_BODY
    yield "own-markup", {"title": f"Own {MARKUP}", "topics": ["Diplomacy"]}, BROKEN_BODY
    yield "forty", {"title": "Forty actors", "summary": "Many.", "actors": ACTORS, "countries": COUNTRIES}, BODY
    arabic: dict[str, object] = {"title": ARABIC, "summary": ARABIC * 3, "lang": "ar", "actors": [ARABIC]}
    yield "arabic", arabic | {"source": {"name": ARABIC}}, f"{ARABIC}. " * 30
    yield "hebrew", {"title": HEBREW, "summary": f"{HEBREW} (A) 12:30!", "countries": ["Israel"]}, BODY
    yield "chinese", {"title": CHINESE, "summary": CHINESE * 4, "lang": "zh", "actors": ["王毅"]}, CHINESE * 9


def _posts() -> dict[str, str]:
    texts = {}
    for number, (slug, keys, body) in enumerate(_cases()):
        texts[f"posts/2021/{slug}.md"] = _post(slug, keys, body, dt.date(2021, 8, 20) + dt.timedelta(days=number // 4))
    for number in range(26):  # enough for a second page of a list and for a pair page
        keys = {"title": f"Round {number + 1} of the talks", "countries": ["China", "Russia"], "topics": ["Diplomacy"]}
        day = dt.date(2020, 1, 31) + dt.timedelta(days=17 * number)
        texts[f"posts/2020/round-{number}.md"] = _post(f"round-{number}", keys, BODY, day)
    return texts


def _post(slug: str, keys: Mapping[str, object], body: str, day: dt.date) -> str:
    fields = {"id": f"hostile-{slug}", "slug": slug, "date": f"{day}T09:00:00+00:00", "status": "published", **keys}
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)}---\n\n{body}\n"


def _vocabularies() -> dict[str, str]:
    known = {
        "name": "王毅",
        "kind": "person",
        "country": "China",
        "aliases": ["Wang Yi", MARKUP.replace("<b>", "<i>"), LONG_WORD.upper()],
        "roles": [{"title": MARKUP, "from": "2013-03-16"}],
        "wikidata": "Q6535479",
        "former_slugs": ["wang"],
    }
    return {"vocabularies/actors.yaml": yaml.safe_dump([known], allow_unicode=True)}


def _stories() -> dict[str, str]:
    cases = [f"hostile-{name}" for name, _, _ in _cases()]
    rounds = [f"hostile-round-{number}" for number in range(26)]
    stories = [
        {"title": MARKUP[:200], "slug": "markup", "summary": MARKUP, "posts": cases},
        {"title": LONG_TITLE[:200], "slug": "long-title", "summary": LONG_TITLE * 3, "posts": [*cases, *rounds]},
        {"title": LONG_WORD, "slug": "long-word", "posts": cases[:1], "former_slugs": ["word"]},
        {"title": ARABIC, "slug": "arabic", "summary": ARABIC * 3, "posts": rounds, "status": "closed"},
    ]
    return {"stories.yaml": yaml.safe_dump(stories, allow_unicode=True, sort_keys=False, width=10_000)}


def _pages() -> dict[str, str]:
    header = yaml.safe_dump({"title": f"About {LONG_WORD}", "slug": "about"}, allow_unicode=True)
    return {"pages/about.md": f"---\n{header}---\n\n{BROKEN_BODY}\n"}
