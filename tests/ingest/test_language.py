"""Texts in other languages and scripts: no nonsense tags, a note, and the editor's own words all the same."""

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Reading, Reason
from digest.ingest.annotate.language import is_english
from digest.ingest.decode import decode
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
    "actors.yaml": "- name: Wang Yi\n  kind: person\n  country: China\n  aliases: [王毅]\n",
    "countries.yaml": "- name: Germany\n  aliases: [Bundesrepublik]\n",
    "topics.yaml": "- name: Diplomacy\n  words: {Bundeskanzlerin: 4, empfangen: 4}\n",
}


def read(text: str, files: dict[str, str] | None = None, ner: str = "rules") -> Reading:
    vocabularies = make_vocabularies(base_vocabularies(), files) if files else base_vocabularies()
    (raw,) = decode(text.encode(), name="a.txt")
    return read_article(raw, vocabularies, make_name_finder(ner), DigestSettings())


def tags(reading: Reading) -> list[str]:
    found = reading.annotations
    return [one.term.name for one in (*found.actors, *found.countries, *found.topics) if one.main]


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("ner", ["rules", "auto"])
def test_another_language_gets_a_note_and_no_tags(name: str, ner: str) -> None:
    reading = read(OTHERS[name], ner=ner)
    assert "language" in reading.review
    assert tags(reading) == []


def test_what_is_left_out_says_why() -> None:
    (nato,) = (one for one in read(OTHERS["German"]).annotations.actors if one.term.name == "NATO")
    assert nato.left_out == Reason("foreign-language")


def test_english_with_a_foreign_quotation_is_english() -> None:
    reading = read(ENGLISH)
    assert "language" not in reading.review
    assert "Angela Merkel" in tags(reading)


@pytest.mark.parametrize(
    ("name", "more", "found"),
    [
        pytest.param("Chinese", "", ["Wang Yi"], id="an actor's name in another script"),
        pytest.param("German", " Bundesrepublik.", ["Germany", "Diplomacy"], id="a country's name, a topic's words"),
    ],
)
def test_the_editors_own_words_count(name: str, more: str, found: list[str]) -> None:
    assert tags(read(OTHERS[name] + more, EDITOR)) == found


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
