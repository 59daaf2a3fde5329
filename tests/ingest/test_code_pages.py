"""Texts and pages in old code pages, without a word on which."""

import pytest
from digest.ingest.decode import decode
from digest.ingest.decode.code_pages import find_code_page

TEXTS = {
    "Polish": (
        "Premier powiedział we wtorek, że rząd zamierza przedłużyć zasiłki dla rodzin.",
        "Związkowcy żądają wyższych płac; minister odpowiedział, że środki są już rozdzielone między województwa.",
    ),
    "Czech": (
        "Předseda vlády řekl v úterý, že důchody porostou rychleji než ceny.",
        "Odbory žádají vyšší mzdy; ministr odpověděl, že peníze už byly rozděleny mezi kraje a města.",
    ),
    "Hungarian": (
        "A miniszterelnök kedden azt mondta, hogy a kormány meghosszabbítja a támogatásokat.",
        "Őszre új törvény készül; az ügyészség szerint a gyűlésen több ezren vettek részt.",
    ),
    "Turkish": (
        "Cumhurbaşkanı salı günü yaptığı açıklamada seçimlerin erkene alınmayacağını söyledi.",
        "Muhalefet bütçe görüşmelerinde değişiklik istiyor; bakan ödeneğin yeterli olduğunu belirtti.",
    ),
    "French": (
        "Le président a déclaré mardi à Paris que les élections auraient lieu en été.",
        "L'opposition réclame « une enquête » ; les députés n'avaient pas été trompés, à l'évidence.",
    ),
    "German": (
        "Der Kanzler sagte am Dienstag, die Gespräche über den Haushalt würden fortgesetzt.",
        "Die Opposition verlangt größere Änderungen für Bürger und Städte; dafür fehle das Geld.",
    ),
    "Spanish": (
        "El presidente dijo el martes que la elección será en otoño, según fuentes próximas.",
        "Los niños y jóvenes de las regiones más pobres recibirían ayudas mañana mismo.",
    ),
    "English": (
        "The prime minister said on Tuesday that the talks would go on in São Paulo.",
        "Opposition leaders asked for a café-style meeting, and the office in Zürich couldn't say when.",
    ),
    "Russian": (
        "Президент заявил во вторник, что переговоры о перемирии продолжатся в Женеве.",
        "Оппозиция требует независимого расследования; бюджет на следующий год уже утверждён депутатами.",
    ),
}
WRITTEN = [
    *(("Polish", page) for page in ("cp1250", "iso8859_2", "mac_latin2")),
    *(("Czech", page) for page in ("cp1250", "iso8859_2", "mac_latin2", "cp852")),
    *(("Hungarian", page) for page in ("cp1250", "iso8859_2")),
    *(("Turkish", page) for page in ("cp1254", "iso8859_9")),
    *((language, page) for language in ("French", "German", "Spanish") for page in ("cp1252", "mac_roman", "cp850")),
    *(("English", page) for page in ("cp1252", "mac_roman")),
    *(("Russian", page) for page in ("cp1251", "koi8_r", "mac_cyrillic")),
]
SCRIPT = "<script>" + "if (a < b) { c(); }" * 400 + "</script>"


@pytest.mark.parametrize(("language", "page"), WRITTEN)
def test_a_paste_is_decoded(language: str, page: str) -> None:
    headline, text = TEXTS[language]
    (raw,) = decode(f"{headline}\n\n{text}\n\n{text}".encode(page), name="a.txt")
    assert text in raw.text


@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">'], ids=["says nothing", "says UTF-8"])
@pytest.mark.parametrize(("language", "page"), WRITTEN)
def test_a_page_is_decoded(language: str, page: str, declared: str) -> None:
    headline, text = TEXTS[language]
    body = f"<article><h1>{headline}</h1><p>{text}</p><p>{headline} {text}</p></article>"
    data = f"<!doctype html><html><head>{declared}<title>{headline}</title></head><body>{SCRIPT}{body}</body></html>"
    (raw,) = decode(data.encode(page), name="a.html")
    assert text in raw.text


def test_the_usual_page_is_taken_where_nothing_tells() -> None:
    assert [find_code_page(data) for data in (b"", b"plain", b"caf\xe9", b"\x80\x99\x85")] == ["cp1252"] * 4


def test_a_page_whose_tags_do_not_end_is_read() -> None:
    (raw,) = decode(b"<p>Caf\xe9 in Oslo</p>" + b"<script <!-- <" * 20_000, name="a.html")
    assert "Café in Oslo" in raw.text
