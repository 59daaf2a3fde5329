"""Texts in other languages and scripts: their language, countries and known names; a note, and no nonsense."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Reading, Reason
from digest.ingest.annotate.language import find_language, is_english
from digest.ingest.compose import make_post
from digest.ingest.decode import decode
from digest.ingest.explain import make_row
from digest.ingest.names import make_name_finder
from digest.ingest.pipeline import read_article

ENGLISH = (
    "Merkel meets Macron\n\nChancellor Angela Merkel met President Emmanuel Macron in Berlin on Monday. The "
    "two spoke about "
    "Ukraine. “Wir werden die Sanktionen nicht aufheben, solange sich die Lage nicht ändert”, she said to the press."
)
OTHERS = {
    "German": "Merkel trifft Macron\n\nBundeskanzlerin Angela Merkel hat am Montag den Präsidenten Emmanuel Macron in "
    "Berlin empfangen. Die beiden sprachen über die Lage in der Ukraine und über die NATO. Die Regierung in "
    "Moskau wies "
    "die Vorwürfe zurück und erklärte, man werde sich nicht äußern.",
    "French": "Macron reçoit Merkel\n\nLe président Emmanuel Macron a reçu lundi la chancelière Angela Merkel "
    "à Paris. Les "
    "deux dirigeants ont parlé de la situation en Ukraine et des relations avec la Russie. L'OTAN suit les entretiens.",
    "Spanish": "Sánchez viaja a Marruecos\n\nEl presidente Pedro Sánchez viajó el lunes a Marruecos para "
    "reunirse con el "
    "rey. Los dos hablaron sobre la situación en el Sáhara Occidental y la inmigración. El Gobierno de Argelia "
    "criticó.",
    "Turkish": "Erdoğan Putin ile görüştü\n\nCumhurbaşkanı Erdoğan, pazartesi günü Soçi'de Vladimir Putin ile "
    "bir araya "
    "geldi. İki lider Suriye'deki durumu ve NATO ile ilişkileri görüştü. Bu görüşme daha sonra da sürdü ve bitti.",
    "Indonesian": "Jokowi bertemu Xi\n\nPresiden Joko Widodo bertemu dengan Xi Jinping di Beijing pada hari "
    "Senin. Mereka "
    "membahas hubungan ekonomi dan situasi yang ada di Laut China Selatan untuk tahun ini, dan perdagangan dari China.",
    "Russian": "Лавров встретился с Ван И\n\nМинистр Сергей Лавров встретился в понедельник в Пекине с "
    "министром Китая. "
    "Стороны обсудили положение в Афганистане. Москва готова к диалогу с США и НАТО.",
    "Arabic": "وزير الخارجية يلتقي نظيره\n\nالتقى وزير الخارجية الصيني وانغ يي نظيره الروسي في بكين يوم الاثنين.",
    "Chinese": "王毅会见俄罗斯外长\n\n外交部长王毅星期一在北京会见了俄罗斯外交部长拉夫罗夫。双方就阿富汗局势交"
    "换了意见。",
    "Japanese": "王毅外相、ロシア外相と会談\n\n中国の王毅外相は月曜日、北京でロシアのラブロフ外相と会談した。",
    "Korean": "왕이 외교부장, 러시아 외무장관과 회담\n\n왕이 외교부장이 월요일 베이징에서 라브로프 장관과 회담했다.",
    "Hindi": "चीन और रूस के मंत्रियों की मुलाकात\n\nचीन के विदेश मंत्री ने सोमवार को बीजिंग में रूस के मंत्री से मुलाकात की।",
    "Greek": "Συνάντηση στο Βερολίνο\n\nΟ υπουργός συναντήθηκε τη Δευτέρα με τον πρόεδρο και μίλησαν για την Ουκρανία.",
    "Hebrew": "פגישה בברלין\n\nהשר נפגש ביום שני עם הנשיא ושוחח עמו על המצב באוקראינה.",
    "Thai": "รัฐมนตรีพบประธานาธิบดี\n\nรัฐมนตรีต่างประเทศพบประธานาธิบดีที่กรุงเทพเมื่อวันจันทร์",
}
EDITOR = {
    "actors.yaml": "- name: Big Fish\n  kind: group\n  aliases: [大鱼计划]\n",
    "countries.yaml": "- name: India\n  aliases: [ภารตะ]\n",
    "topics.yaml": "- name: Diplomacy\n  words: {Bundeskanzlerin: 4, empfangen: 4}\n",
}


FRENCH = "Kremlin officials a dit le porte-parole, et les deux pays ont parlé de la paix avec les ministres."
ARTICLES = Path(__file__).parents[1] / "cases/languages/articles.yaml"


@dataclass
class Score:
    """Hits, what was found and what was wanted, counted over articles."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set[str | None], wanted: set[str]) -> None:
        self.hits += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.found + self.wanted)


def read_articles() -> list[dict[str, Any]]:
    articles: list[dict[str, Any]] = yaml.load(ARTICLES.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return articles


def read(text: str, files: dict[str, str] | None = None, ner: str = "rules") -> Reading:
    vocabularies = make_vocabularies(base_vocabularies(), files) if files else base_vocabularies()
    (raw,) = decode(text.encode(), name="a.txt")
    return read_article(raw, vocabularies, make_name_finder(ner), DigestSettings())


def tags(reading: Reading) -> list[str]:
    found = reading.annotations
    return [one.term.name for one in (*found.actors, *found.countries, *found.topics) if one.main]


TAGS = {
    "German": ("de", ["Angela Merkel", "Emmanuel Macron", "NATO", "Germany", "Ukraine", "Russia"]),
    "French": ("fr", ["Angela Merkel", "Emmanuel Macron", "NATO", "France", "Ukraine", "Russia"]),
    "Spanish": ("es", ["Pedro Sánchez", "Morocco", "Algeria", "Western Sahara"]),
    "Turkish": ("tr", ["Vladimir Putin", "NATO", "Syria"]),
    "Indonesian": ("id", ["Xi Jinping", "Joko Widodo", "China"]),
    "Russian": ("ru", ["Sergey Lavrov", "Wang Yi", "NATO", "China", "Afghanistan", "Russia", "United States"]),
    "Arabic": ("ar", ["Wang Yi", "China", "Russia"]),
    "Chinese": ("zh", ["Wang Yi", "Sergey Lavrov", "Russia", "China", "Afghanistan"]),
    "Japanese": ("ja", ["Wang Yi", "Sergey Lavrov", "Russia", "China"]),
    "Korean": ("ko", ["Sergey Lavrov", "Russia", "China"]),
    "Hindi": ("hi", ["China", "Russia"]),
    "Greek": ("el", ["Germany", "Ukraine"]),
    "Hebrew": ("he", ["Germany", "Ukraine"]),
    "Thai": ("th", ["Thailand"]),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("ner", ["rules", "auto"])
def test_another_language_gets_a_note_countries_and_known_names(name: str, ner: str) -> None:
    reading = read(OTHERS[name], ner=ner)
    assert "language" in reading.review
    assert (reading.language, sorted(tags(reading))) == (TAGS[name][0], sorted(TAGS[name][1]))


def test_the_language_is_shown_and_written() -> None:
    reading = read(OTHERS["French"])
    assert make_row("a.txt", reading, base_vocabularies())["lang"] == "fr"
    assert make_post(reading, received=dt.datetime(2024, 5, 3, tzinfo=dt.UTC)).lang == "fr"


def test_what_is_left_out_says_why() -> None:
    reading = read("Le Kremlin se tait\n\nLe Kremlin n'a pas répondu lundi aux questions sur la situation. " + FRENCH)
    (government,) = (one for one in reading.annotations.actors if one.term.kind == "government")
    assert government.left_out == Reason("foreign-language")


def test_english_with_a_foreign_quotation_is_english() -> None:
    reading = read(ENGLISH)
    assert "language" not in reading.review
    assert "Angela Merkel" in tags(reading)


@pytest.mark.parametrize(
    ("name", "more", "found"),
    [
        pytest.param("Chinese", "双方提到大鱼计划。", "Big Fish", id="an actor's name in another script"),
        pytest.param("Thai", " ภารตะ", "India", id="a country's name"),
        pytest.param("German", "", "Diplomacy", id="a topic's words"),
    ],
)
def test_the_editors_own_words_count(name: str, more: str, found: str) -> None:
    assert found in tags(read(OTHERS[name] + more, EDITOR))
    assert found not in tags(read(OTHERS[name] + more))


def test_articles_in_twelve_languages_get_their_countries_and_actors() -> None:
    """F1 of countries .90 is what a reader needs; the floors of actors and languages are what these texts have."""
    countries, actors, languages = Score(), Score(), []
    for article in read_articles():
        reading = read(article["text"])
        countries.add({one.term.code for one in reading.annotations.countries if one.main}, set(article["countries"]))
        actors.add({one.term.name for one in reading.annotations.actors if one.main}, set(article["actors"]))
        languages.append(reading.language == article["lang"])
    assert all(languages)
    assert countries.f1 >= 0.97
    assert actors.f1 >= 0.95


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Президентът на България се срещна с министъра. Той ще пътува до Гърция, където ще говори.", "bg"),
        pytest.param("Ο πρόεδρος μίλησε.", "el"),
        pytest.param("总统会见部长。", "zh"),
        pytest.param("總統會見來訪的部長，並發表談話。", "zh-Hant"),
        pytest.param(
            "The minister said that the talks were useful and that they would go on in May with the army.", "en"
        ),
        pytest.param("Oslo 3, Bergen 2", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Oslo 3, Bergen 2", id="names and numbers"),
        pytest.param("Van der Berg, de la Cruz, von der Leyen, Bin Salman met.", id="particles of names"),
        pytest.param("| 12 | 13 |\n" * 50, id="a table"),
        pytest.param("Norway Iceland Chad Peru Mali " * 8, id="a list"),
    ],
)
def test_in_doubt_it_is_english(text: str) -> None:
    assert is_english(text)
