"""What kind of line is it? One visible, ordered table of rules; the first that says so wins."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...core.data import read_words
from .credits import ends_in_credit
from .dates import find_dates, may_hold_date, rest_of_date_line
from .insets import LABELS, find_inset, first_letters
from .lines import WORD_RE, Line
from .phrases import PHRASES, find_kind

COPYRIGHT_RE = re.compile(
    r"(?:©|\(c\)|ⓒ|copyright)\W{0,3}(?:by )?(?:19|20)\d\d|^©|(?:19|20)\d\d\W{0,2}©", re.IGNORECASE
)
DAY_RE = re.compile(r"\d\d?\.\d\d?\.(?:\d\d){1,2}$")
DIGIT_RE = re.compile(r"\d")
DEGREES_RE = re.compile(r"\d\s?°")
NAME_RE = re.compile(r"[^\W\d_]{2,}")
# These are put to a line in lower case: to ignore case takes several times as long.
COUNT_RE = re.compile(r"[♡❤♥💬🔁👍↗⤴\ufe0f\s]*[+(\[]*\d[\d.,]*\s?[kKmM]?\+?[)\]]*$")
COUNTED_RE = re.compile(
    r"(?:\(?\d[\d.,]*\s?[km]?\+?\)?|no|view|all)\s*"
    r"(?:comments?|shares?|likes?|views?|reads?|votes?|replies|reply|responses?|retweets?|followers?|kommentare?"
    r"|commentaires?|comentarios?|comentários?|commenti|reacties|комментари\w*|просмотр\w*)\b\W*(?:\d+|so far|on .*)?$"
)
SPEAKER_RE = re.compile(
    r".{1,60}\b(?:says|said|wrote|writes|commented|replied|schrieb|sagte|a dit|dice|dijo|disse|пишет|говорит)\W{0,2}:?$"
    r"|.{1,40}\b\d+ (?:secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?) ago\b.{0,20}$"
    r"|(?:rating|votes?|score|likes?|karma)\W{0,3}\d+(?:\s*(?:votes?|likes?|points?))?$"
    r"|.{0,40}\b(?:in reply to|replying to|reply to)\b.{0,40}$"
)
PICTURE_RE = re.compile(r"\d{1,3}\s?(?:of|/)\s?\d{1,3}(?=[A-Z\u00c0-\u00de\"“]| [A-Z]| \| )")
ABOUT_RE = re.compile(
    r"(?:about|über|sobre|à propos de|acerca de|o autorze|over|om|об|о)\s+(?:the )?"
    r"(?:[A-Z\u00c0-\u00de\u0410-\u042f][\w.’'&-]*\s?){1,5}:?$",
    re.IGNORECASE,
)
COUNTER_RE = re.compile(
    r"(?:(?:photo|image|slide|bild|foto|page)\s*)?\d{1,3}\s*(?:/|of|von|de|sur)\s*\d{1,3}$", re.IGNORECASE
)
ADDRESS_RE = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$|@\w+$|(?:pic\.)?twitter\.com/\S+$|(?:#\w+[,\s]*)+$")
READING_TIME_RE = re.compile(
    r"(?:(?:estimated |average )?read(?:ing)?(?: time)?\s*[:\-–]?\s*)?(?:about |\||•|·)?\s*\d{1,3}\s*[-–]?\s*"
    r"(?:mins?|minutes?|minuten|min\.?|minutos?|minuti|мин\w*|分钟?|분)\b\.?"
    r"(?:\s*(?:read|reading|lesezeit|de lecture|de lectura|leestijd|di lettura|de leitura|чтения))?$"
    r"|(?:reading time|read time|lesezeit|leestijd|temps de lecture|tiempo de lectura|tempo di lettura"
    r"|tempo de leitura|czas czytania|время чтения)\b.*$"
)
AGO_RE = re.compile(
    r"(?:(?:posted|published|updated|about|last updated)\W*)*(?:\d+|an?|one|a few)\s*"
    r"(?:s|m|h|d|w|mo|y|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?)\s*ago\b\W*$"
    r"|(?:just now|yesterday|today)$|(?:vor|il y a|hace|há|fa)\s+\d+\s+\w+$"
)
BYLINE_RE = re.compile(
    r"(?:by|von|par|por|di|da|door|av|af|autor|auteur|author|автор"
    r"|written by|posted by|published by|reported by|text by|story by|words by)\b"
    r"\s*:?\s*[\"“]?[A-Z\u00c0-\u024f\u0400-\u042f@]",
)
CREDIT_WORDS = (
    r"photo(?:s|graph|graphs)?|image|images|picture|pictures|pic|pics|credit|credits|illustration|graphic|source"
    r"|file photo|file image"
    r"|foto|fotos|bild|bilder|crédit|crédits|crédito|créditos|quelle|copyright|imagen|imagem|immagine|фото|사진|图|圖"
)
CREDIT_RE = re.compile(
    rf"^(?:(?:{CREDIT_WORDS})\s*(?:by|credit|courtesy|source|copyright|caption|:|/|©|via)|file\b\s*[-–—:])"
    rf"|\b(?:(?:{CREDIT_WORDS})\s*(?:credits?)?\s*[:/©]\s*\S.{{0,80}}$"
    r"|(?:photo|image|picture|illustration|graphic|photograph)s?\)?\s+(?:by|courtesy(?: of)?|via)\b"
    r"|(?:ap photo|getty images?|shutterstock|alamy|istock|unsplash|pixabay|wikimedia|handout|courtesy (?:of|photo)"
    r"|file (?:photo|pic|image|picture))\b|(?:afp|reuters)/)"
    r"|/(?:afp\b|getty|ap\b|reuters\b)"
    r"|\((?:photo|image|file|picture|credit|source|via)\b[^)]{0,80}\)$"
    r"|[(\[]\s*(?:ap|afp|reuters|getty|epa|pti|ani|xinhua)\s*[)\]]$"
)
SIGNED_RE = re.compile(r"\S\s*(?:©|ⓒ|\([cC]\))\s*(?!(?:19|20)\d\d)[^\W\d_].{0,60}$")
AGENCY_RE = re.compile(r"[(\[](?:[^()\[\]]{0,40}\b)?(?:Pictures|Images|Photos?)[)\]]$")
STEP_RE = re.compile(r"\s[>»›/|→]\s")
FRONT = tuple(sorted(read_words("cleaning_words.yaml", "front_page")))
BREADCRUMB_RE = re.compile(rf"\w[^.!?]{{0,40}}\s[>»›/|→]\s.*[>»›/|→]\s|^(?:{'|'.join(FRONT)})\b.{{0,3}}\s*[>»›/|→]")
AGENCIES = frozenset(
    ("getty images", "getty image", "shutterstock", "alamy", "istock", "unsplash", "pixabay", "wikimedia")
)
BEHIND = 60  # characters of a caption that may follow its credit; amid a sentence an agency's name is a word
NAME_WORDS = 12  # of a line in which such a name stands for a credit wherever it is
CAPTION_WORDS = 45  # of a caption that is told by what stands in brackets at its end
LONGEST = 1500  # characters of a line that a rule looks at; no furniture of a page is longer
DIGIT = "0"  # stands for every digit among the signs of a rule


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of line and how to tell it.

    A line of more than `most` words is never of that kind, nor is one that has none of the `signs` anywhere (words in
    lower case, and single marks) and does not start with one of the `heads`: its first word, or the first of its
    letters. Most lines have none of any rule, which is soon told.
    """

    name: str
    find: Callable[[Line], str | None]
    most: int
    signs: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


def _signs(marks: str, words: str = "") -> frozenset[str]:
    return frozenset((*marks, *words.split()))


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    """Take the first word of each phrase, with either apostrophe."""
    firsts = {words[0] for words in map(WORD_RE.findall, phrases) if words}
    return frozenset(firsts | {word.replace("'", "’") for word in firsts})


def find_copyright(line: Line) -> str | None:
    """Tell a copyright line."""
    has_sign = "©" in line.text or "ⓒ" in line.text or "(c" in line.lower or "copyright" in line.lower
    return "legal" if has_sign and COPYRIGHT_RE.search(line.text) else None


def find_count(line: Line) -> str | None:
    """Tell a bare number: of comments, of shares, in a ranking."""
    return "counter" if COUNT_RE.match(line.text) and not DAY_RE.match(line.text) else None


def find_weather(line: Line) -> str | None:
    """Tell how warm it is somewhere: a place, degrees and little else."""
    return "counter" if DEGREES_RE.search(line.text) and len(NAME_RE.findall(line.text)) <= 2 else None


def find_counted(line: Line) -> str | None:
    """Tell "12 comments" and "3k shares"."""
    return "comments" if COUNTED_RE.match(line.lower) else None


def find_counter(line: Line) -> str | None:
    """Tell the counter of a gallery."""
    return "gallery" if COUNTER_RE.match(line.text) else None


def find_address(line: Line) -> str | None:
    """Tell a line that is only an address, a handle or hashtags."""
    return "address" if ADDRESS_RE.match(line.text) else None


def find_speaker(line: Line) -> str | None:
    """Tell who says a comment, and how it was rated."""
    if line.text[-1] != ":" and not DIGIT_RE.search(line.text) and "repl" not in line.lower:
        return None
    return "comments" if SPEAKER_RE.match(line.lower) else None


def find_picture(line: Line) -> str | None:
    """Tell the words under one picture of a gallery."""
    return "gallery" if PICTURE_RE.match(line.text) else None


def find_about(line: Line) -> str | None:
    """Tell the heading of a note on the author or the company: "About" and names."""
    words = line.text.split()
    if ABOUT_RE.match(line.text) and len(words) > 1 and all(word[0].isupper() for word in words[-1:]):
        return "author-note"
    return None


def find_reading_time(line: Line) -> str | None:
    """Tell how long the page says that reading takes."""
    return "reading-time" if READING_TIME_RE.match(line.lower) else None


def find_ago(line: Line) -> str | None:
    """Tell a date that counts from a day we do not know."""
    return "date" if AGO_RE.match(line.lower) else None


def find_date(line: Line) -> str | None:
    """Tell a line that gives a date and little else."""
    dates = find_dates(line.text) if may_hold_date(line.text, line.words) else ()
    return "date" if dates and len(rest_of_date_line(line.text, dates)) <= 4 else None


def find_byline(line: Line) -> str | None:
    """Tell a line that names its writer with "By"."""
    return "byline" if not line.ends and BYLINE_RE.match(line.text[:1].lower() + line.text[1:]) else None


def find_phrase(line: Line) -> str | None:
    """Look the line up in the phrase lists."""
    return find_kind(PHRASES, lower=line.lower, folded=line.folded, words=line.words)


def find_menu(line: Line) -> str | None:
    """Tell a menu in one line: nothing but entries of the phrase lists, one after the other."""
    words = line.folded.split()
    if not words or words[0] not in PHRASES.first_words:
        return None
    at = 0
    while at < len(words):
        longest = min(4, len(words) - at)
        step = next((n for n in range(longest, 0, -1) if " ".join(words[at : at + n]) in PHRASES.lines), 0)
        if not step:
            return None
        at += step
    return "navigation"


def find_caption(line: Line) -> str | None:
    """Tell the words under a picture by their credit."""
    credit = CREDIT_RE.search(line.lower)
    is_amid = credit and credit[0] in AGENCIES and line.size > NAME_WORDS and len(line.text) - credit.end() > BEHIND
    if credit and not is_amid:
        return "caption"
    if AGENCY_RE.search(line.text) or SIGNED_RE.search(line.text):
        return "caption"
    is_short = line.size <= CAPTION_WORDS and line.text[-1] in ")]"
    return "caption" if is_short and ends_in_credit(line.text) else None


def find_breadcrumb(line: Line) -> str | None:
    """Tell the path from the front page, and menus in one line."""
    if line.ends or not (STEP_RE.search(line.text) or line.lower.startswith(FRONT)):
        return None
    return "navigation" if BREADCRUMB_RE.search(line.lower) else None


COPYRIGHT_YEARS = frozenset(f"copyright{year}" for year in range(1900, 2100))
STARTS = _first_words(PHRASES.starts)
START_MARKS = "".join(phrase[0] for phrase in PHRASES.starts if not WORD_RE.search(phrase))
RULES: tuple[Rule, ...] = (
    Rule("copyright", find_copyright, 60, _signs("©ⓒ(", "copyright") | COPYRIGHT_YEARS, _signs("", "copyright")),
    Rule("inset", find_inset, 60, _signs("([", "pic"), frozenset((*LABELS, DIGIT))),
    Rule("counter", find_counter, 4, _signs(DIGIT)),
    Rule("count", find_count, 3, _signs(DIGIT)),
    Rule("weather", find_weather, 8, _signs("°")),
    Rule("counted", find_counted, 8, _signs(DIGIT, "no view all")),
    Rule("reading-time", find_reading_time, 8, _signs(DIGIT, "reading read lesezeit temps tiempo tempo")),
    Rule("address", find_address, 12, _signs("@#", "http https www twitter")),
    Rule("picture", find_picture, 90, heads=_signs(DIGIT)),
    Rule("ago", find_ago, 8, _signs(DIGIT, "ago just yesterday today")),
    Rule(
        "speaker",
        find_speaker,
        14,
        read_words("cleaning_words.yaml", "speaker_signs"),
        _signs("", "rating vote votes score like likes karma"),
    ),
    Rule("phrase", find_phrase, 80, frozenset((*PHRASES.contains, *START_MARKS)), PHRASES.first_words | STARTS),
    Rule("menu", find_menu, 12, heads=PHRASES.first_words),
    Rule("date", find_date, 20, _signs(DIGIT)),
    Rule("byline", find_byline, 25, read_words("cleaning_words.yaml", "byline_signs")),
    Rule("caption", find_caption, 90, _signs("/©[(") | read_words("cleaning_words.yaml", "credit_signs")),
    Rule("about", find_about, 6, _signs("", "about über sobre à acerca o over om об о")),
    Rule("breadcrumb", find_breadcrumb, 25, _signs(">»›/|→")),
)
KINDS = (
    "advertisement", "sharing", "comments", "newsletter", "account", "script-notice", "video", "gallery", "related",
    "author-note", "tags", "follow-us", "legal", "trust-notice", "navigation", "counter", "address",
    "reading-time", "date", "byline", "caption",
)  # fmt: skip


def _by_sign(signs_of: Callable[[Rule], Iterable[str]]) -> dict[str, frozenset[int]]:
    """Index the rules by sign: their places in RULES."""
    found: dict[str, set[int]] = {}
    for place, rule in enumerate(RULES):
        for sign in signs_of(rule):
            found.setdefault(sign, set()).add(place)
    return {sign: frozenset(places) for sign, places in found.items()}


SIGNS, HEADS = _by_sign(lambda rule: rule.signs), _by_sign(lambda rule: rule.heads)
NONE: frozenset[int] = frozenset()
SIGN_WORDS = frozenset(SIGNS)
MOST_WORDS = max(rule.most for rule in RULES)
MOST_DIGITS = max(rule.most for rule in RULES if DIGIT in rule.signs)  # in longer lines they are no sign
LONG_MARKS = [sign for rule in RULES if rule.most > MOST_DIGITS for sign in rule.signs if not sign.isalnum()]
MARKS_RE = re.compile(rf"[\d{re.escape(''.join(sign for sign in SIGNS if len(sign) == 1 and not sign.isalnum()))}]")


def find_line_kind(line: Line) -> str | None:
    """Find the kind of a line by the first rule that tells it."""
    if len(line.text) > LONGEST or line.size > MOST_WORDS:
        return None
    for place in sorted(_at_start(line) | _anywhere(line)):
        rule = RULES[place]
        if line.size <= rule.most and (kind := rule.find(line)):
            return kind
    return None


def _at_start(line: Line) -> frozenset[int]:
    """Tell the rules that have a sign in how the line starts."""
    found = HEADS.get(line.folded.partition(" ")[0], NONE)
    if line.words:
        first = line.words[0]
        found |= HEADS.get(DIGIT if first[0].isdigit() else first_letters(first), NONE)
    return found


def _anywhere(line: Line) -> frozenset[int]:
    """Tell the rules that have a sign anywhere in the line."""
    signs = SIGN_WORDS.intersection(line.words)
    if line.size > MOST_DIGITS:
        signs |= {mark for mark in LONG_MARKS if mark in line.lower}
    elif line.folded != line.lower:  # else it has letters alone
        signs |= {mark if mark in SIGNS else DIGIT for mark in MARKS_RE.findall(line.lower)}
    return NONE.union(*(SIGNS[sign] for sign in signs))
