"""Markup and script in raw files of each form, through ingest and a build: no page and no feed has any of it."""

import base64
import datetime as dt
import html
import json
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from digest.content.store import make_content
from digest.core.settings import DigestSettings
from digest.ingest.intake import ingest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from support.small_site import build, make_site

BREAKS = ("", '">', "'>", "</title>", "</script>", "]]>", "-->", "</textarea>", "</pre></code>", '" ')
ACTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "onfocus=alert(1) autofocus",
    "<math><mtext><style><img src=x onerror=alert(1)></style>",
    '<img alt="><script>alert(1)</script>">',
)
SCHEMES = (
    "javascript:alert(1)",
    "JaVa\tScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,<b>",
    "vbscript:x",
)
PAYLOADS = (*(start + act for start, act in product(BREAKS, ACTS)), *SCHEMES, *(f'x" href="{one}' for one in SCHEMES))
OWN_RE = re.compile(r"http://127\.0\.0\.1:8000(?=/)")  # feeds call the site's own pictures by their whole address
TOGETHER = 5  # payloads in one raw file
LOADED = frozenset({"iframe", "frame", "object", "embed", "base", "style", "math", "audio", "video", "template"})
ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "srcset", "{http://www.w3.org/1999/xlink}href"}
)


def sentence(number: int, place: int) -> str:
    names = ("Norway", "Kenya", "Chile", "Japan", "Ghana", "Nepal", "Peru")
    one, other = names[(number + place) % 7], names[(number * 3 + place + 1) % 7]
    town, rule = number * 7 + place, f"{number}{place}"
    return f"The ministers of {one} and {other} met on day {number} in town {town} and agreed on rule {rule}."


def paste(number: int, payloads: tuple[str, ...]) -> str:
    blocks = [
        f"{sentence(number, place)}\n\n{one}\n\n[{one}]({one}) `{one}` ![{one}]({one})"
        for place, one in enumerate(payloads)
    ]
    return f"Talks {number} {payloads[0]}\n\nBy {payloads[0]}\n\n" + "\n\n".join(blocks)


def clipping(number: int, payloads: tuple[str, ...]) -> str:
    said = {
        "title": f"Talks {number} {payloads[0]}",
        "author": [payloads[1]],
        "site": payloads[0],
        "url": f"https://a.example/{payloads[1]}",
    }
    front = "\n".join(f"{key}: {json.dumps(value)}" for key, value in said.items())
    blocks = [
        f"{sentence(number, place)}\n\n{one}\n\n[{one}]({one}) <{one}> `{one}`\n\n"
        f'![A few words {one}]({one} "{one}") [x][{place}]\n\n[{place}]: {one}'
        for place, one in enumerate(payloads)
    ]
    return f"---\n{front}\n---\n\n" + "\n\n".join(blocks)


def page(number: int, payloads: tuple[str, ...]) -> str:
    quoted = [html.escape(one) for one in payloads]
    blocks = [
        f'<p>{sentence(number, place)}</p><p>{one} <a href="{one}" title="{one}">{one}</a></p>'
        f'<figure><img src="{one}" alt="{one}"><figcaption>A few words {one}</figcaption></figure>'
        f"{payloads[place]}<p>On.</p>"
        for place, one in enumerate(quoted)
    ]
    head = f'<meta name="author" content="{quoted[1]}"><meta property="og:site_name" content="{quoted[0]}">'
    title = f"Talks {number} {quoted[0]}"
    article = f"<article><h1>{title}</h1>{''.join(blocks)}</article>"
    return f"<html><head><title>{title}</title>{head}</head><body>{article}</body></html>"


def mail(number: int, payloads: tuple[str, ...]) -> str:
    subject, sender = (
        f"=?utf-8?b?{base64.b64encode(one.encode()).decode()}?="
        for one in (f"Talks {number} {payloads[0]}", payloads[1])
    )
    body = base64.encodebytes(page(number, payloads).encode()).decode()
    return (
        f"From: {sender} <a@b.example>\nSubject: {subject}\nDate: Mon, 3 May 2021 10:00:00 +0000\nMIME-Version: 1.0\n"
        f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}"
    )


FORMS: dict[str, Callable[[int, tuple[str, ...]], str]] = {"txt": paste, "md": clipping, "html": page, "eml": mail}


def faults_of(tree: HtmlElement) -> Iterator[str]:
    """Name what acts, is loaded from elsewhere, or leads where no web page is."""
    for element in tree.iter(etree.Element):
        tag = str(element.tag)
        if tag in LOADED or (
            tag == "script" and not element.get("src") and element.get("type") != "application/ld+json"
        ):
            yield tag
        if tag == "script" and element.get("type") == "application/ld+json":
            json.loads(element.text or "")
        for name, value in element.attrib.items():
            address = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            is_foreign = re.match(r"[a-z][a-z0-9+.-]*:", address) and not address.startswith(
                ("http:", "https:", "mailto:")
            )
            if str(name).startswith("on") or name in ("style", "srcdoc") or (name in ADDRESSES and is_foreign):
                yield f"{tag} {name}={value}"
            if tag == "img" and address.startswith(("http:", "https:", "//")):
                yield f"a picture from {value}"


def entries_of(feed: Path) -> Iterator[str]:
    """Give what a feed says in HTML; its titles and its own description are plain text."""
    for element in etree.parse(feed).iter(etree.Element):
        is_item = element.tag == "description" and element.getparent().tag == "item"
        if element.text and (element.get("type") == "html" or str(element.tag).endswith("}encoded") or is_item):
            yield element.text


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site whose posts are what ingest made of each payload in each form."""
    config = make_site(tmp_path_factory.mktemp("site"))
    settings = DigestSettings(ner="rules", executor="serial")
    content = make_content(config.parent / "content", settings)
    for ending, make in FORMS.items():
        for number in range(0, len(PAYLOADS) - TOGETHER, TOGETHER):
            payloads = PAYLOADS[number : number + TOGETHER]
            (content.inbox / f"{ending}{number}.{ending}").write_text(make(number, payloads), encoding="utf-8")
    result = ingest(content, settings, report=lambda _: None)
    assert [outcome.message for outcome in result.outcomes if outcome.kind == "failed"] == []
    for post in (content.root / "posts").rglob("*.md"):
        text = post.read_text(encoding="utf-8")
        post.write_text(text.replace("\nstatus: draft\n", "\nstatus: published\n", 1), encoding="utf-8")
    now = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    return build(config, DIGEST_NOW=now, DIGEST_EXECUTOR="serial")


def test_pages_have_no_markup_of_a_raw_file(output: Path) -> None:
    pages = sorted(output.rglob("*.html"))
    found = {path.relative_to(output): list(faults_of(document_fromstring(path.read_bytes()))) for path in pages}
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert sum("Talks" in path.read_text(encoding="utf-8") for path in pages) > len(PAYLOADS) // TOGETHER


def test_feeds_have_no_markup_of_a_raw_file(output: Path) -> None:
    texts = [text for feed in sorted(output.rglob("*.xml")) if "feeds" in feed.parts for text in entries_of(feed)]
    assert len(texts) > len(PAYLOADS) // TOGETHER
    trees = [document_fromstring(f"<div>{OWN_RE.sub('', text)}</div>") for text in texts]
    assert [fault for tree in trees for fault in faults_of(tree)] == []
