"""Bytes of any encoding into tidy text, header blocks, and several articles in one file."""

import datetime as dt
import hashlib

import pytest
from digest.core.errors import RawArticleError
from digest.core.types import Removal, Source
from digest.ingest.decode import decode
from digest.ingest.decode.text import decode_text

CLOCK = dt.timezone(dt.timedelta(hours=2))
BODY = "The ministers met on Monday and agreed to meet again before the end of the month."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("naïve café".encode(), "naïve café", id="utf-8"),
        pytest.param("naïve café".encode("utf-8-sig"), "naïve café", id="utf-8 with a mark"),
        pytest.param("naïve café".encode("utf-16"), "naïve café", id="utf-16 with a mark"),
        pytest.param("plain words".encode("utf-16-le"), "plain words", id="utf-16 without a mark"),
        pytest.param("plain words".encode("utf-16-be"), "plain words", id="big-endian utf-16 without a mark"),
        pytest.param("“naïve” café — €5".encode("cp1252"), "“naïve” café — €5", id="windows"),
        pytest.param("Привет, как дела сегодня".encode("cp1251"), "Привет, как дела сегодня", id="cyrillic"),
        pytest.param(
            "오늘 한국 뉴스입니다 반갑습니다".encode("euc-kr"), "오늘 한국 뉴스입니다 반갑습니다", id="korean"
        ),
        pytest.param("きょうのニュースです".encode("iso2022_jp"), "きょうのニュースです", id="japanese in seven bits"),
        pytest.param(
            "Привет, как дела сегодня, товарищи".encode("cp866"), "Привет, как дела сегодня, товарищи", id="dos"
        ),
        pytest.param(b"caf\xc3\xa9 and \xe2\x80\x99 and a stray \xe9", "café and ’ and a stray é", id="mostly utf-8"),
        pytest.param("It’s â€œfineâ€\x9d".encode(), "It’s “fine”", id="mojibake"),
        pytest.param("е\u0301 e\u0301".encode(), "е\u0301 é", id="composed"),
        pytest.param(b"one\r\ntwo\rthree\x0cfour\n", "one\ntwo\nthree\nfour\n", id="line ends"),
        pytest.param("next\u2028line\x85end".encode(), "next\nline\nend", id="unicode line ends"),
        pytest.param("soft\u00adly zero\u200bwidth \ufeffmark".encode(), "softly zerowidth mark", id="invisible"),
        pytest.param("no\u00a0break thin\u2009space".encode(), "no break thin space", id="spaces"),
        pytest.param("ﬁne oﬀer".encode(), "fine offer", id="ligatures"),
        pytest.param("می\u200cخواهم a\u200cb".encode(), "می\u200cخواهم ab", id="joiners stay where scripts need them"),
        pytest.param(b"be\x07ll \x1b[1mbold", "bell [1mbold", id="control characters"),
        pytest.param("left\u202eright".encode(), "leftright", id="direction overrides"),
    ],
)
def test_text_is_decoded_and_tidied(data: bytes, text: str) -> None:
    assert decode_text(data, name="a.txt") == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "there is no text in it", id="empty"),
        pytest.param(b" \r\n\t\n", "there is no text in it", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "there is no text in it", id="only a mark"),
        pytest.param(b"--- *** ===", "there is no text in it", id="no letters"),
        pytest.param(b"%PDF-1.7\nrest", "this PDF cannot be read", id="pdf"),
        pytest.param(b"PK\x03\x04rest", "it is a zip archive", id="zip"),
        pytest.param(bytes(range(256)) * 8, "it is binary data", id="junk"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(RawArticleError) as error:
        decode(data, name="talks.txt")
    assert str(error.value).startswith(f"talks.txt: {message}")
    assert "; " in str(error.value)


def test_a_header_block_wins_and_is_parsed_off() -> None:
    data = f"""Title: Talks in Oslo
Date: 2021-08-17 09:30
Source: Example Wire
URL: https://example.org/talks
Author: Kari Holm and Ola Berg
Tags: talks, Norway

{BODY}
""".encode()
    (raw,) = decode(data, name="talks.txt", timezone=CLOCK)
    assert raw.title == "Talks in Oslo"
    assert raw.tags == ("talks", "Norway")
    assert raw.source == Source(
        name="Example Wire",
        url="https://example.org/talks",
        author=("Kari Holm", "Ola Berg"),
        published=dt.datetime(2021, 8, 17, 9, 30, tzinfo=CLOCK),
    )
    assert raw.text == f"\n{BODY}\n"
    assert raw.first_line == 7
    assert raw.sha256 == hashlib.sha256(data).hexdigest()
    assert raw.removals[0] == Removal(line=1, reason="header-block", text="Title: Talks in Oslo")


@pytest.mark.parametrize(
    ("value", "published"),
    [
        pytest.param("2021-08-17", dt.date(2021, 8, 17), id="day"),
        pytest.param("2021-08-17T09:00:00Z", dt.datetime(2021, 8, 17, 9, tzinfo=dt.UTC), id="moment"),
        pytest.param("17 August 2021", dt.date(2021, 8, 17), id="words"),
        pytest.param("3/5/2021", dt.date(2021, 5, 3), id="day before month"),
    ],
)
def test_a_header_s_date_is_read(value: str, published: dt.date) -> None:
    (raw,) = decode(f"Date: {value}\n\n{BODY}".encode(), name="a.txt")
    found = raw.source.published
    assert (found.replace(tzinfo=dt.UTC) if isinstance(found, dt.datetime) else found) == published


@pytest.mark.parametrize("value", ["soon", "17 August", "2021-13-45"])
def test_a_header_s_date_that_cannot_be_read_is_an_error_with_its_line(value: str) -> None:
    with pytest.raises(RawArticleError, match=r"a\.txt:2: Date: '.*' (is not a date|has no year); write it as"):
        decode(f"Title: Talks\nDate: {value}\n\n{BODY}".encode(), name="a.txt")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org"])
def test_a_header_takes_no_scheme_but_the_web_s(url: str) -> None:
    (raw,) = decode(f"Title: Talks\nURL: {url}\n\n{BODY}".encode(), name="a.txt")
    assert raw.source.url is None


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(f"First talks\n\n{BODY}\n\n===\n\nSecond talks\n\n{BODY}", 2, id="between dividers"),
        pytest.param(f"First\n\n{BODY}\n===\nSecond\n\n{BODY}\n=====\nThird\n\n{BODY}", 3, id="three"),
        pytest.param(f"First talks\n===========\n\n{BODY}\n\n{BODY}", 1, id="an underlined headline"),
        pytest.param(f"First talks\n\n{BODY}\n\n---\n\nSecond talks\n\n{BODY}", 1, id="a rule divides nothing"),
        pytest.param(f"First talks\n\n{BODY}\n\n===\n\n", 1, id="a divider at the end"),
        pytest.param(
            f"Title: One\nDate: 2021-08-17\n\n{BODY}\n\nTitle: Two\nDate: 2021-08-18\n\n{BODY}", 2, id="headers"
        ),
        pytest.param(f"Title: One\n\n{BODY}\n\nTitle: Two\n\n{BODY}", 2, id="headers of one line"),
        pytest.param(f"Title: One\nDate: 2021-08-17\n\n{BODY}\n\nSource: a report\n\n{BODY}", 1, id="no title"),
        pytest.param(f"One\n\n{BODY}\n\nTitle: Two\nDate: 2021-08-18\n\n{BODY}", 1, id="a header below text alone"),
    ],
)
def test_several_articles_in_one_file(text: str, titles: int) -> None:
    raws = decode(text.encode(), name="a.txt")
    assert [raw.part for raw in raws] == list(range(1, titles + 1))
    lines = text.split("\n")
    for raw in raws:
        assert raw.text == "\n".join(lines[raw.first_line - 1 :][: raw.text.count("\n") + 1])


def test_a_file_of_dividers_costs_linear_time() -> None:
    (raw,) = decode(b"word\n===\n" * 20_000, name="a.txt")
    assert raw.part == 1
