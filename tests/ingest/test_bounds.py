"""What a stranger hands over, doubled: the work at most doubles. Bounds are said with the file and the remedy."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.errors import RawArticleError
from digest.core.settings import DigestSettings
from digest.core.unicode import MOST, normalise
from digest.ingest.batch import RawFile, read_files
from digest.ingest.decode import decode
from digest.ingest.decode.mail import MOST_OF_FIELD
from digest.ingest.decode.page import MOST_ATTRIBUTES
from digest.ingest.names import RuleNames
from digest.ingest.pipeline import read_file
from support.work import growth

TWICE = 2.3
SETTINGS = DigestSettings(ner="rules")
TEXT = "Norway and Iceland agree\n\nThe ministers of Norway and Iceland met in Oslo and agreed on a rule.\n\n"
CLIPPED = f"---\ntitle: Talks\nurl: https://a.example/x\n---\n\n{TEXT}"
MAIL = "From: Ann <ann@b.example>\nSubject: Talks\nContent-Type: text/plain\nDate: Mon, 3 May 2021 10:00:00 +0000\n"
INPUTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "encoded words in a subject": ("a.eml", lambda n: f"Subject: {'=?utf-8?q?x?= ' * n}\nFrom: a@b\n\n{TEXT}"),
    "encoded words in a sender": ("a.eml", lambda n: f"From: {'=?utf-8?q?x?= ' * n}<a@b>\nSubject: x\n\n{TEXT}"),
    "addresses": ("a.eml", lambda n: f"From: {'a@b.example, ' * n}\nSubject: x\n\n{TEXT}"),
    "parameters": ("a.eml", lambda n: f"From: a@b\nContent-Type: text/plain; {'p=x; ' * n}\n\n{TEXT}"),
    "continued parameters": (
        "a.eml",
        lambda n: f"{MAIL}Content-Disposition: inline; {'; '.join(f'p*{i}=x' for i in range(n))}\n\n{TEXT}",
    ),
    "brackets in a sender": ("a.eml", lambda n: f"From: {'(' * n}\nSubject: x\n\n{TEXT}"),
    "brackets in a type": ("a.eml", lambda n: f"From: a@b\nContent-Type: text/plain {'(' * n}\n\n{TEXT}"),
    "brackets in a paste": ("a.txt", lambda n: TEXT + "[" * n),
    "pictures in a paste": ("a.txt", lambda n: TEXT + "![" * n),
    "brackets in a clipping": ("a.md", lambda n: CLIPPED + "[" * n),
    "pictures in a clipping": ("a.md", lambda n: CLIPPED + "![" * n),
    "links without an end": ("a.md", lambda n: CLIPPED + "[a](" * n),
    "stars in a clipping": ("a.md", lambda n: CLIPPED + "*a " * n),
    "underlines in a clipping": ("a.md", lambda n: CLIPPED + "_a " * n),
    "CDATA in a page": ("a.html", lambda n: f"<html><body><p>{TEXT * 5}{'<![CDATA[' * n}</p></body></html>"),
    "open elements": ("a.html", lambda n: f"<html><body><p>{TEXT * 5}{'<b>' * n}</p></body></html>"),
    "combining marks": ("a.txt", lambda n: TEXT + "a" + "\u0301\u0316" * n),
    "lines": ("a.txt", lambda n: TEXT + "Norway said so.\n" * n),
    "paragraphs": ("a.txt", lambda n: TEXT * n),
}


def read(data: bytes, name: str) -> None:
    with suppress(RawArticleError):
        list(read_file(data, name=name, vocabularies=base_vocabularies(), find_names=RuleNames(), settings=SETTINGS))


@pytest.mark.parametrize(("name", "make"), INPUTS.values(), ids=INPUTS)
def test_twice_the_text_is_twice_the_work(name: str, make: Callable[[int], str]) -> None:
    assert growth(make, lambda text: read(text.encode(), name), 300) <= TWICE


@pytest.mark.parametrize("sign", ["\\", "[", "![", "_", "<!--", "a@", "a@b-", "- ", "=", "Norway ", "By "])
def test_a_clipping_of_one_sign_is_read_within_its_budget(sign: str, tmp_path: Path) -> None:
    """What patterns do in C counts here, as no line of Python tells: it took a minute for some of these."""
    file = tmp_path / "a.md"
    file.write_text(CLIPPED + sign * (200_000 // len(sign)), encoding="utf-8")
    settings = replace(SETTINGS, executor="serial", file_seconds=5)
    raws = [RawFile(path=file, name=file.name)]
    (found,) = read_files(raws, vocabularies=base_vocabularies(), find_names=RuleNames(), settings=settings)
    assert found.error is None


def test_an_element_with_very_many_attributes_is_refused_with_its_line() -> None:
    attributes = " ".join(f'a{number}="<"' for number in range(MOST_ATTRIBUTES + 1))
    page = f"<html>\n<body>\n<p {attributes}>{TEXT}</p></body></html>"
    with pytest.raises(RawArticleError, match=r"^a\.html:3: an element has more than 10,000 attributes, as no article"):
        decode(page.encode(), name="a.html")


def test_an_attribute_with_much_text_is_none_of_many() -> None:
    words = "&quot;a&quot;: b = c, " * MOST_ATTRIBUTES
    page = f'<html><body><div data-props="{words}"><p>{TEXT}</p></div></body></html>'
    assert "Norway" in decode(page.encode(), name="a.html")[0].text


def test_a_mail_with_a_field_in_thousands_of_brackets_is_read_or_refused_by_name() -> None:
    assert "Norway" in decode(f"From: {'(' * 200_000}\nSubject: x\n\n{TEXT}".encode(), name="a.eml")[0].text
    for field in ("Content-Type: text/plain;", "Content-Type: text/plain\nContent-Disposition: inline;"):
        with pytest.raises(RawArticleError, match=r"^a\.eml: it is not an e-mail that can be read.*; paste the"):
            decode(f"From: a@b\n{field} {'(' * 200_000}\n\n{TEXT}".encode(), name="a.eml")


def test_the_start_of_a_long_subject_is_the_headline() -> None:
    (article,) = decode(f"From: a@b\nSubject: Talks {'x' * 9000}\n\n{TEXT}".encode(), name="a.eml")
    assert article.metadata.headline is not None
    assert article.metadata.headline.startswith("Talks xxx")
    assert len(article.metadata.headline) <= MOST_OF_FIELD


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("text", ["plain", "Zürich é e\u0301", "中文" * 40, "한국" * 40, "a" + "\u0316\u0301" * 15])
def test_normalising_what_people_write_is_what_it_always_was(text: str, form: str) -> None:
    assert normalise(form, text) == unicodedata.normalize(form, text)  # type: ignore[arg-type]


def test_long_runs_of_marks_are_divided_as_uax_15_says() -> None:
    made = normalise("NFC", "x" + "\u0316\u0301" * 100)
    runs = [len(run) for run in made[1:].split("\u034f")]
    assert runs == [30, 30, 30, 30, 30, 30, 20]
    assert normalise("NFC", made) == made
    assert MOST == 30
