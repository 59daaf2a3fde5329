"""Saved pages, e-mails, clipped Markdown and PDFs into raw articles, and the articles that structure makes of them."""

import datetime as dt
import io
import re
import time
from email.message import EmailMessage
from html import unescape

import pytest
from digest.core.errors import RawArticleError
from digest.core.types import Article, Caption, RawArticle, Removal
from digest.ingest.decode import decode
from digest.ingest.decode.blocks import format_blocks
from digest.ingest.decode.forms import find_form
from digest.ingest.structure import make_article
from digest.ingest.structure.blocks import plain_text
from digest.site.markup import MarkupMaker
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import Element, SubElement
from pypdf import PdfWriter

HEADLINE = "Lake towns agree on a ferry"
PARAGRAPHS = (
    "The towns on both shores of the lake agreed on Monday to run a ferry together from the first of May onwards.",
    "The mayor of the eastern town said that it would take cars as well, and that the old bridge would then be closed.",
    "Timetables hang at the harbour and in the library, and nobody needs to book a place before the first day of June.",
    "The council votes on the contract in a fortnight, and the boat is to come from a yard far up in the north.",
)
HEAD = """
<title>Lake towns agree on a ferry | Lake Post</title>
<meta property="og:site_name" content="Lake Post">
<link rel="canonical" href="https://lakepost.example/ferry">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Lake towns agree on a ferry",
"datePublished": "2021-08-17T09:30:00+02:00", "dateModified": "2021-08-19T10:00:00+02:00",
"author": [{"@type": "Person", "name": "Nadia Sample"}],
"publisher": {"@type": "Organization", "name": "Lake Post"}}</script>
"""


def make_page(body: str, *, head: str = HEAD) -> bytes:
    menu = "<nav><ul><li><a href='/a'>Front page</a></li><li><a href='/b'>Weather</a></li></ul></nav>"
    return f"<!doctype html><html><head>{head}</head><body>{menu}<article>{body}</article></body></html>".encode()


def paragraphs(*more: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in (*PARAGRAPHS, *more))


def read(data: bytes, name: str) -> tuple[RawArticle, Article]:
    (raw,) = decode(data, name=name)
    return raw, make_article(raw).article


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        pytest.param("a.txt", b"words", "paste", id="text"),
        pytest.param("a.HTM", b"words", "page", id="by name"),
        pytest.param("a.txt", b"\n<!DOCTYPE html><p>x", "page", id="page by its first bytes"),
        pytest.param("a.eml", b"From: a", "mail", id="mail"),
        pytest.param("a.mhtml", b"<html>", "archive", id="archive"),
        pytest.param("a.bin", b"%PDF-1.7", "pdf", id="pdf by its first bytes"),
        pytest.param("a.markdown", b"x", "markdown", id="markdown"),
    ],
)
def test_the_form_is_told(name: str, data: bytes, form: str) -> None:
    assert find_form(data, name) == form


def test_a_saved_page_gives_body_and_metadata() -> None:
    _, article = read(make_page(f"<h1>{HEADLINE}</h1>{paragraphs()}<p>Share this article</p>"), "a.html")
    assert article == Article(
        headline=HEADLINE,
        byline=("Nadia Sample",),
        date=dt.datetime(2021, 8, 17, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        outlet="Lake Post",
        url="https://lakepost.example/ferry",
        body="\n\n".join(PARAGRAPHS),
        text="\n\n".join(PARAGRAPHS),
    )


@pytest.mark.parametrize(
    ("head", "line", "byline"),
    [
        pytest.param("", "By Kari Holm", ("Kari Holm",), id="said to readers alone"),
        pytest.param(
            HEAD, "By Kari Holm and Nadia Sample", ("Kari Holm", "Nadia Sample"), id="one more than machines are told"
        ),
        pytest.param(HEAD, "By Kari Holm", ("Nadia Sample",), id="somebody else"),
        pytest.param("", "By the shore", (), id="no name"),
    ],
)
def test_a_page_names_its_writers_above_the_text(head: str, line: str, byline: tuple[str, ...]) -> None:
    _, article = read(make_page(f"<h1>{HEADLINE}</h1><p>{line}</p>{paragraphs()}", head=head), "a.html")
    assert article.byline == byline


@pytest.mark.parametrize(
    ("above", "below", "shown"),
    [
        pytest.param(
            "<p>Kari Holm</p><p>17 August 2021</p>",
            "<footer>© 2021 Lake Post. All rights reserved.</footer>",
            (("Kari Holm",), dt.date(2021, 8, 17), "Lake Post"),
            id="around the text",
        ),
        pytest.param("<p>17/8/2021</p>", "", ((), dt.date(2021, 8, 17), None), id="a day alone"),
        pytest.param("", "<footer>About us</footer>", ((), None, None), id="nothing"),
    ],
)
def test_what_a_page_shows_and_tells_no_machine(above: str, below: str, shown: tuple[object, ...]) -> None:
    page = make_page(f"{above}{paragraphs()}", head=f"<title>{HEADLINE}{' | Lake Post' if shown[2] else ''}</title>")
    _, article = read(page.replace(b"</body>", f"{below}</body>".encode()), "a.html")
    assert (article.headline, article.byline, article.date, article.outlet) == (HEADLINE, *shown)


@pytest.mark.parametrize(
    ("mark", "url"),
    [
        pytest.param(
            "saved from url=(0030)https://lakepost.example/boat", "https://lakepost.example/boat", id="Chromium"
        ),
        pytest.param(
            "\n Page saved with x\n url: https://lakepost.example/boat\n", "https://lakepost.example/boat", id="tool"
        ),
        pytest.param("saved from url=(0030)file:///srv/boat", None, id="another scheme"),
    ],
)
def test_the_address_that_a_browser_notes_counts_where_the_page_has_none(mark: str, url: str | None) -> None:
    page = f"<!-- {mark} -->".encode() + make_page(paragraphs(), head="")
    assert read(page, "a.html")[1].url == url
    assert (
        read(f"<!-- {mark} -->".encode() + make_page(paragraphs()), "a.html")[1].url == "https://lakepost.example/ferry"
    )


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        pytest.param(
            "<h2>The boat</h2><p>It is <b>old</b> and <i>slow</i>.</p>",
            "## The boat\n\nIt is **old** and *slow*.",
            id="heading",
        ),
        pytest.param(
            "<p>See <a href='https://x.example/a_b'>the plan</a>.</p>",
            "See [the plan](https://x.example/a%5Fb).",
            id="link",
        ),
        pytest.param(
            "<p>See <a href='javascript:alert(1)'>the plan</a> now.</p>", "See the plan now.", id="script link"
        ),
        pytest.param(
            "<p>A &lt;script&gt; and *stars* [x](y) here.</p>",
            "A &lt;script> and \\*stars\\* [x\\](y) here.",
            id="marks",
        ),
        pytest.param("<p># no heading, they said.</p>", "\\# no heading, they said.", id="mark at the start"),
        pytest.param(
            "<ul><li>bread and butter</li><li>milk and honey</li></ul>",
            "- bread and butter\n- milk and honey",
            id="list",
        ),
        pytest.param(
            "<blockquote><p>We will sail on the day.</p></blockquote>", "> We will sail on the day.", id="quotation"
        ),
        pytest.param(
            "<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Monday</td><td>two|three</td></tr></table>",
            "| Day | Boats |\n| --- | --- |\n| Monday | two\\|three |",
            id="table",
        ),
    ],
)
def test_a_page_comes_as_markdown_that_means_what_the_page_meant(markup: str, markdown: str) -> None:
    _, article = read(make_page(f"<p>{PARAGRAPHS[0]}</p>{markup}{paragraphs()}"), "a.html")
    assert markdown in article.body


@pytest.mark.parametrize("kind", ["link", "author", "share-this"])
def test_a_sentence_loses_no_words_by_the_class_of_a_span(kind: str) -> None:
    span = f"<span class='{kind}'><a href='https://x.example/boat'>the new boat</a></span>"
    _, article = read(make_page(paragraphs(f"Nobody has seen {span} yet, said the mayor of the town.")), "a.html")
    assert "Nobody has seen the new boat yet, said the mayor of the town." in article.text


def test_a_paragraph_that_was_cut_at_its_links_is_one() -> None:
    body = Element("body")
    for tag, text, tail in (
        ("p", "The boat, says the ", None), ("ref", "Lake Post", None), ("p", ", is green. It sails.\n ", None),
        ("hi", "A boat. Picture: Ola", " "), ("p", "Nobody is surprised.", None), ("ref", "More", None),
    ):  # fmt: skip
        SubElement(body, tag, target="https://x.example/").text = text
        body[-1].tail = tail
    assert format_blocks(body).split("\n\n") == [
        "The boat, says the [Lake Post](https://x.example/), is green. It sails.",
        "A boat. Picture: Ola",
        "Nobody is surprised.",
        "[More](https://x.example/)",
    ]


def test_a_table_that_lays_a_page_out_gives_its_paragraphs_once() -> None:
    inner = f"<table><tr><td><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></td></tr></table>"
    page = f"<table><tr><td>Ferries</td><td><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{inner}</td></tr></table>"
    _, article = read(make_page(page), "a.html")
    assert [part for part in article.text.split("\n\n") if part != "Ferries"] == list(PARAGRAPHS)


def test_links_to_other_stories_around_the_text_are_not_its_own() -> None:
    above = "\n\n".join(("### Ferries", *(f"[Ferry {n} is late](https://x.example/{n})" for n in (1, 2, 3))))
    items = "\n".join(f"- Of boats, and [what they cost](https://x.example/{n})" for n in (4, 5, 6))
    text = "\n\n".join((above, *PARAGRAPHS, items))
    made = make_article(RawArticle(name="a.html", sha256="", text=text, markdown=True))
    article, removals = made.article, made.removals
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert [removal.reason for removal in removals] == [*["related"] * 4, "trailing"]


def test_a_text_in_several_boxes_is_whole_and_in_order() -> None:
    more = [f"{paragraph} Part two says this again at some length, for the record." for paragraph in PARAGRAPHS]
    boxes = [
        paragraphs(),
        "".join(f"<p>{text}</p>" for text in more),
        "".join(f"<p>And so: {text}</p>" for text in more),
    ]
    body = "<div class='ad'>Advertisement</div>".join(
        f"<section><div class='body chunk'>{box}</div></section>" for box in boxes
    )
    _, article = read(make_page(f"<h1>{HEADLINE}</h1>{body}"), "a.html")
    assert article.text.split("\n\n") == [*PARAGRAPHS, *more, *(f"And so: {text}" for text in more)]


def test_every_line_of_a_page_that_is_not_the_article_is_listed_in_order() -> None:
    (raw,) = decode(make_page(f"<h1>{HEADLINE}</h1>{paragraphs('Sign up for our newsletter')}"), name="a.html")
    removals = make_article(raw).removals
    listed = sorted((*raw.removals, *removals), key=lambda gone: gone.line)
    assert [gone.text for gone in listed] == ["Front page", "Weather", HEADLINE, "Sign up for our newsletter"]


def test_words_under_a_picture_are_captions() -> None:
    figure = (
        "<figure><img src='x.jpg'><figcaption>The ferry leaves the harbour (Photo: Ann Sample)</figcaption></figure>"
    )
    _, article = read(make_page(f"<h1>{HEADLINE}</h1>{figure}{paragraphs()}"), "a.html")
    assert article.captions == (Caption(text="The ferry leaves the harbour", credit="Ann Sample"),)
    assert "harbour (Photo" not in article.text


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        pytest.param("<p>Erstellt am: 01.11.2023</p>", "2023-11-01", id="shown with points"),
        pytest.param('<time datetime="2023-11-01 05:07:09">11/01/2023</time>', "2023-11-01", id="told by an element"),
        pytest.param("", "2023-01-11", id="nothing else"),
    ],
)
def test_numbers_are_read_as_the_page_says_elsewhere(shown: str, day: str) -> None:
    head = '<title>Ferry</title><meta name="date" content="11/01/2023 12:43:42">'
    (raw,) = decode(make_page(f"<h1>Ferry</h1>{shown}{paragraphs()}", head=head), name="a.html")
    assert str(make_article(raw).article.date)[:10] == day


def test_entities_in_linked_data_are_undone() -> None:
    writer = '{"@type": "Person", "name": "Ann O&#039;Hara"}'
    data = f'{{"@type": "NewsArticle", "headline": "Ferry &amp; tram", "author": {writer}}}'
    head = f'<script type="application/ld+json">{data}</script>'
    (raw,) = decode(make_page(f"<h1>Ferry &amp; tram</h1>{paragraphs()}", head=head), name="a.html")
    article = make_article(raw).article
    assert (article.headline, article.byline) == ("Ferry & tram", ("Ann O'Hara",))


@pytest.mark.parametrize(
    ("head", "shown", "writers"),
    [
        pytest.param('<meta name="author" content="Ann M. Berg (https://berg.example/ann)">', "", ("Ann M. Berg",),
                     id="with an address"),
        pytest.param('<meta property="article:author" content="https://social.example/ann">', "<p>By Ann Berg</p>",
                     ("Ann Berg",), id="an address alone"),
        pytest.param('<meta name="author" content="方岚">', "", ("方岚",), id="in Chinese"),
        pytest.param('<meta name="author" content="远山日报社">', "", (), id="an outlet in Chinese"),
        pytest.param('<meta property="og:site_name" content="Lake Post"><meta name="author" content="Lake Post">',
                     "<p>By Ann Berg</p>", ("Ann Berg",), id="the outlet"),
        pytest.param('<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "ann.berg"}}'
                     '</script><meta name="author" content="Ann Berg">', "", ("Ann Berg",), id="an account"),
        pytest.param("", '<div class="author">Ann Berg May 3, 2021</div>', ("Ann Berg",), id="a month behind"),
    ],
)  # fmt: skip
def test_the_writers_that_a_page_names(head: str, shown: str, writers: tuple[str, ...]) -> None:
    page = make_page(f"<h1>{HEADLINE}</h1>{shown}{paragraphs()}", head=f"<title>{HEADLINE}</title>{head}")
    assert read(page, "a.html")[1].byline == writers


def test_a_sentence_with_a_word_of_legal_notices_stays() -> None:
    sentence = (
        "Those who have never agreed to the terms of service of the ferry are, said the mayor of the town, not told."
    )
    _, article = read(make_page(f"<h1>{HEADLINE}</h1>{paragraphs(sentence)}<p>{PARAGRAPHS[0]}</p>"), "a.html")
    assert sentence in article.text


TEXT_OF_SCRIPT = '<script type="text/template"><p class="by">Posted by Ann Berg</p>{}</script>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(TEXT_OF_SCRIPT.format(paragraphs()), PARAGRAPHS, id="in a script"),
        pytest.param(f'<div><template shadowrootmode="open">{paragraphs()}</template></div>', PARAGRAPHS, id="shadow"),
        pytest.param(TEXT_OF_SCRIPT.format(paragraphs()) + paragraphs(), PARAGRAPHS, id="shown as well"),
        pytest.param(TEXT_OF_SCRIPT.format(paragraphs("{{ more }}")) + "<p>Nothing.</p>", (), id="not filled"),
    ],
)
def test_text_that_scripts_show_is_read(body: str, expected: tuple[str, ...]) -> None:
    _, article = read(make_page(f"<h1>{HEADLINE}</h1>{body}"), "a.html")
    assert [text for text in article.text.split("\n\n") if text in PARAGRAPHS] == list(expected)


def test_a_page_that_says_only_when_it_was_updated_has_that_day() -> None:
    head = '<title>Ferry</title><meta property="article:modified_time" content="2021-08-19T10:00:00+02:00">'
    (raw,) = decode(make_page(paragraphs(), head=head), name="a.html")
    made = make_article(raw)
    assert (str(made.article.date)[:10], "date" in made.review) == ("2021-08-19", False)


def make_mail(text: str | None, page: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if page is not None:
        message.add_alternative(page, subtype="html") if text is not None else message.set_content(page, subtype="html")
    return message


WRAPPED = "\n\n".join(
    f"{text[:60].rpartition(' ')[0]}\n{text[:60].rpartition(' ')[2]}{text[60:]}" for text in PARAGRAPHS
)


def test_a_newsletter_gives_text_sender_and_date() -> None:
    mail = make_mail(
        WRAPPED, From="Lake Post <post@x.example>", Subject=HEADLINE, Date="Tue, 17 Aug 2021 09:30:00 +0200"
    )
    mail.add_attachment(b"123", maintype="image", subtype="png", filename="ferry.png")
    raw, article = read(bytes(mail), "a.eml")
    assert (article.headline, article.text) == (HEADLINE, "\n\n".join(PARAGRAPHS))
    assert article.date == dt.datetime(2021, 8, 17, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert raw.removals == (Removal(line=1, reason="attachment", text="ferry.png"),)


def test_what_stands_above_a_forwarded_article_is_not_its_own() -> None:
    text = (
        "For the digest?\n\n---------- Forwarded message ---------\nFrom: Nadia Sample <n@x.example>\n"
        f"Date: Mon, 16 Aug 2021 08:00:00 +0000\nSubject: {HEADLINE}\nTo: <ed@x.example>\n\n{WRAPPED}"
    )
    mail = make_mail(
        text, From="Ed Itor <ed@x.example>", Subject=f"Fwd: {HEADLINE}", Date="Tue, 17 Aug 2021 09:30:00 +0200"
    )
    raw, article = read(bytes(mail), "a.eml")
    assert (article.headline, article.byline, article.text) == (HEADLINE, ("Nadia Sample",), "\n\n".join(PARAGRAPHS))
    assert article.date == dt.datetime(2021, 8, 16, 8, tzinfo=dt.UTC)
    assert raw.removals[0] == Removal(line=1, reason="forwarded", text="For the digest?")


@pytest.mark.parametrize(
    "date",
    [
        pytest.param("Tue, Aug 17, 2021 at 9:30 AM", id="web mail"),
        pytest.param("17 August 2021 at 09:30:00 CEST", id="telephone"),
        pytest.param("Tuesday, August 17, 2021 9:30 AM", id="office"),
    ],
)
def test_dates_that_mail_programs_write_for_people_are_read(date: str) -> None:
    text = f"Begin forwarded message:\n\nFrom: Lake Post <p@x.example>\nDate: {date}\nSubject: {HEADLINE}\n\n{WRAPPED}"
    _, article = read(bytes(make_mail(text, From="Ed Itor <ed@x.example>", Subject="Fwd: x")), "a.eml")
    assert article.date == dt.datetime(2021, 8, 17, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("is_page", [False, True])
def test_who_sent_a_mail_is_not_its_writer_where_that_is_named(is_page: bool) -> None:
    page = make_page(f"<h1>{HEADLINE}</h1><p>By Kari Holm</p>{paragraphs()}").decode()
    text = f"{HEADLINE}\n\nBy Kari Holm\n\n{WRAPPED}"
    mail = make_mail(
        None if is_page else text, page if is_page else None, From="Ed Itor <ed@x.example>", Subject=HEADLINE
    )
    assert read(bytes(mail), "a.eml")[1].byline == ("Kari Holm",)


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        pytest.param(f"<title>{HEADLINE} | The Lake Blog</title>", "The Lake Blog", id="how the title ends"),
        pytest.param(f"<title>{HEADLINE}</title>", "Lakeside", id="nothing that the title says"),
        pytest.param(
            f'<title>Lakeside</title><meta property="og:title" content="{HEADLINE}">',
            "Lakeside",
            id="the title says no more",
        ),
    ],
)
def test_the_name_of_the_site_is_no_headline(head: str, heading: str) -> None:
    _, article = read(make_page(f"<h1>{heading}</h1>{paragraphs()}", head=head), "a.html")
    assert article.headline == HEADLINE


def test_a_mail_without_plain_text_is_read_as_a_page() -> None:
    _, article = read(
        bytes(make_mail(None, make_page(paragraphs()).decode(), From="a@x.example", Subject=HEADLINE)), "a.eml"
    )
    assert (article.headline, article.text) == (HEADLINE, "\n\n".join(PARAGRAPHS))


def test_a_message_in_a_message_is_the_one_that_is_read() -> None:
    outer = make_mail("Look at this.", From="Ed Itor <ed@x.example>", Subject="Fwd: something")
    outer.add_attachment(make_mail(WRAPPED, From="Lake Post <post@x.example>", Subject=HEADLINE))
    _, article = read(bytes(outer), "a.eml")
    assert (article.headline, article.text) == (HEADLINE, "\n\n".join(PARAGRAPHS))


CLIPPED = f"""\
---
title: "{HEADLINE}"
source: "https://lakepost.example/ferry_plan"
author:
  - "[[Nadia Sample]]"
published: 2021-08-16
created: 2021-08-20
tags: [clippings]
---
# {HEADLINE}

![The ferry leaves the harbour](https://x.example/a.jpg)

{PARAGRAPHS[0]} It is **old**, _slow_ and [loud][1], and [bad](javascript:alert(1)) <script>alert(1)</script>.

> {PARAGRAPHS[1]}

- [[harbour|the harbour]]
- bread <!-- and butter -->

{PARAGRAPHS[2]}

[1]: https://x.example/loud
"""


def test_a_clipped_article_gives_front_matter_and_a_safe_body() -> None:
    raw, article = read(CLIPPED.encode(), "a.md")
    assert (article.headline, article.byline, article.date) == (HEADLINE, ("Nadia Sample",), dt.date(2021, 8, 16))
    assert (article.url, raw.tags) == ("https://lakepost.example/ferry_plan", ())
    assert article.captions == (Caption(text="The ferry leaves the harbour"),)
    assert article.body == (
        f"{PARAGRAPHS[0]} It is **old**, *slow* and [loud](https://x.example/loud), and bad alert(1).\n\n"
        f"> {PARAGRAPHS[1]}\n\n- the harbour\n- bread \n\n{PARAGRAPHS[2]}"
    )


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        pytest.param("Home\n\nWords that somebody pasted.\n", False, id="a paste"),
        pytest.param("# Talks\n\nWords that somebody clipped.\n", True, id="a heading"),
        pytest.param("Words of [theirs](https://x.example/).\n", True, id="a link"),
        pytest.param("---\ntitle: Talks\n---\nWords.\n", True, id="front matter"),
        pytest.param("Title: Talks\n\n> Words.\n", True, id="a quotation below a header block"),
    ],
)
def test_a_paste_saved_as_markdown_is_a_paste(text: str, markdown: bool) -> None:
    (raw,) = decode(text.encode(), name="a.md")
    assert raw.markdown == markdown


def make_pdf(lines: list[str], *, password: str | None = None) -> bytes:
    """Make a PDF by hand: a page of lines in Helvetica."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 50 800 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 6\n0000000000 65535 f \n" + table
    data += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % data.index(b"xref\n0")
    if password is None:
        return data
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    lines = [HEADLINE, ""]
    for text in PARAGRAPHS:
        middle = text.index(" ", 58)
        lines += [text[:middle], text[middle + 1 :], ""]
    lines[2:4] = [
        "The towns on both shores of the lake agreed on Monday to run a fer-",
        "ry together from the first of May onwards.",
    ]
    _, article = read(make_pdf(lines), "a.pdf")
    assert (article.headline, article.text) == (HEADLINE, "\n\n".join(PARAGRAPHS))


BOMB = (
    b"From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: text/plain\n\nx\n" * 5_000
)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.html", b"", "a.html: there is no text", id="empty page"),
        pytest.param(
            "a.html", b"<html><body><img src=x></body></html>", "a.html: there is no text on this page", id="picture"
        ),
        pytest.param("a.eml", b"no headers at all, only words", "a.eml: it is not an e-mail", id="no mail"),
        pytest.param("a.eml", b"From: a@x.example\nSubject: x\n\n", "a.eml: this e-mail has no text", id="empty mail"),
        pytest.param("a.eml", BOMB, "a.eml: it has more than 300 parts", id="a bomb of parts"),
        pytest.param(
            "a.mhtml", b"From: x\nContent-Type: text/plain\n\nx", "a.mhtml: there is no page in it", id="no page"
        ),
        pytest.param("a.md", b"", "a.md: there is no text in it", id="empty markdown"),
        pytest.param("a.pdf", b"%PDF-1.4\njunk", "a.pdf: this PDF cannot be read", id="broken pdf"),
        pytest.param("a.pdf", b"no pdf", "a.pdf: this PDF cannot be read", id="no pdf"),
        pytest.param("a.pdf", make_pdf([]), "a.pdf: this PDF has no text, only pictures", id="pdf without text"),
        pytest.param("a.pdf", make_pdf(["words"], password="x"), "a.pdf: this PDF asks for a password", id="encrypted"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_remedy(name: str, data: bytes, message: str) -> None:
    with pytest.raises(RawArticleError) as error:
        decode(data, name=name)
    assert str(error.value).startswith(message)
    assert ";" in str(error.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.html", b"words that are no page, though the file's name says so", id="no html"),
        pytest.param("a.html", b"<html><body><ul>" + b"<li><a href=/>Menu</a></li>" * 30, id="only navigation"),
        pytest.param("a.html", b"<div>" * 200 + b"deep words", id="deep"),
        pytest.param("a.html", b"<p><a href=x>word [</a>(((![](" * 20_000, id="links without end"),
        pytest.param("a.html", b"<p>" + b"word " * 200_000, id="one paragraph of a megabyte"),
        pytest.param("a.md", b"word <!--" * 50_000, id="comments without end"),
        pytest.param("a.md", b"[a](b " * 50_000, id="brackets without end"),
        pytest.param("a.md", b"word\n```x\n" * 30_000, id="fences without end"),
        pytest.param("a.md", b"---\ntitle: [broken\n---\nwords", id="broken front matter"),
        pytest.param(
            "a.eml", b"Subject: =?utf-8?b?/////?=\nContent-Type: text/plain; charset=nonsense\n\nwords", id="nonsense"
        ),
    ],
)
def test_odd_files_are_read_in_linear_time(name: str, data: bytes) -> None:
    start = time.process_time()
    for raw in decode(data, name=name):
        article = make_article(raw).article
        assert (article.byline, article.date) == ((), None)
    assert time.process_time() - start < 20


MARKS = "ab *_`[]()<>&#|+=~!:\\1^{}"
SAFE_TAG_RE = re.compile(r"</?(?:p|em|strong|h2|ul|li|blockquote)>|<a [^>]*href=\"https://x\.example/\"[^>]*>|</a>")


@pytest.mark.parametrize("text", ["&#1", "a &#65 b", "&#x41"])
def test_a_number_of_a_letter_without_an_end_stays_text(text: str) -> None:
    body = Element("body")
    SubElement(body, "p").text = text
    assert unescape(MarkupMaker().html(format_blocks(body))) == f"<p>{text}</p>"


@given(text=st.text(MARKS, min_size=1, max_size=30), tag=st.sampled_from(["p", "hi", "ref", "head", "item", "quote"]))
def test_no_text_of_a_page_acts_as_markup(text: str, tag: str) -> None:
    body = Element("body")
    if tag in ("hi", "ref"):
        around = SubElement(body, "p")
        SubElement(around, tag, rend="#b", target="https://x.example/").text = text
    elif tag == "item":
        SubElement(SubElement(body, "list"), "item").text = text
    else:
        SubElement(body, tag).text = text
    markdown = format_blocks(body)
    shown = SAFE_TAG_RE.sub("", MarkupMaker().html(markdown))
    assert "<" not in shown
    words = "".join(text.split()).replace("\\", "")  # backslashes and `` are marks to the typographer
    assert "".join(unescape(shown).split()).replace("\\", "").replace("“", "``") == words
    assert "".join(plain_text(markdown).split()) == "".join(text.split())


def test_a_page_with_its_pictures_in_one_file_is_read() -> None:
    page = make_page(paragraphs(), head=f"<title>{HEADLINE}</title>").decode()
    archive = make_mail(None, page, From="<Saved by a browser>", Subject="x")
    archive.add_related(b"123", maintype="image", subtype="png")
    archive["Snapshot-Content-Location"] = "https://lakepost.example/boat"
    _, article = read(bytes(archive), "a.mhtml")
    assert (article.headline, article.text) == (HEADLINE, "\n\n".join(PARAGRAPHS))
    assert article.url == "https://lakepost.example/boat"


def test_nested_aliases_in_a_clipping_are_never_unfolded() -> None:
    ten = ", ".join(["x"] * 10)
    lines = [
        f"a0: &a0 [{ten}]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)),
        "url: *a11",
    ]
    header = "\n".join(lines)
    raw, _ = read(f"---\n{header}\n---\n# Talks in Oslo\n\nThe words of it.\n".encode(), "a.md")
    assert raw.source.url is None
    assert "The words of it." in raw.text


def test_what_a_script_compares_is_no_element_with_many_attributes() -> None:
    script = "if (i<n " + "a b c d " * 1_000 + ") {}"
    page = f"<script>{script}</script><!-- <p {'a ' * 2_000}> --><style>p<q {'x ' * 2_000}</style>"
    _, article = read(make_page(f"{page}<h1>{HEADLINE}</h1>{paragraphs()}"), "a.html")
    assert article.text == "\n\n".join(PARAGRAPHS)
