"""Rule-based NER: runs of capitalised words, classified by titles, verbs, given names and words for bodies.

    "Russian President Vladimir Putin said"  ->  Vladimir Putin, person, "title-and-name"

Every rule looks at one run and a few words around it, so the work grows with the text's length.
"""

import re
from collections.abc import Callable, Iterator

from ...core.types import NamedSpan, NameKind
from .runs import RUN_RE, TOKEN_RE, UPPER, Run, end_of_name, is_title_case, lines_of, make_run
from .surnames import is_surname_first
from .words import NameWords, is_first_name, is_name, name_words

# "Ministry of Trade, Industry and Energy", "Bank for International Settlements"
TAIL_RE = re.compile(
    rf"""(?:[ ](?:of|for|on|against)(?:[ ]the)?(?:[ ][{UPPER}][\w'’-]*\w){{1,4}}
    (?:(?:,(?:[ ][{UPPER}][\w-]+){{1,3}}){{0,3}}(?:,?[ ]and|[ ]&)(?:[ ][{UPPER}][\w-]+){{1,3}})?){{1,2}}""",
    re.VERBOSE,
)
ACRONYM_RE = re.compile(rf"[ ]\((?:the[ ])?['\"“‘]?([{UPPER}][\w&-]{{1,9}})['\"”’]?\)", re.VERBOSE)
WORD_PLACE_RE = re.compile(r"[\w'’&-]+")
NOT_IN_NAME_RE = re.compile(
    r"[.;:!?\"“”()]|\b(?:is|are|was|were|has|had|said|says|the [a-z]+|with|by|from|to|at|that|which|who)\b"
)
INITIAL_RE = re.compile(rf"[{UPPER}]\.(?:-?[{UPPER}]\.)?")
AGE_RE = re.compile(r",? (?:aged )?\(?\d\d[,).]|, (?:an? |the )?\d\d-year-old\b")
NAMED_AS_RE = re.compile(r"\b(?:identified|named|known|arrested|introduced) (?:\w+ly )?as (?:\w+, )?$")
STORMS = frozenset(("Hurricane", "Typhoon", "Cyclone", "Storm", "Tropical"))
NEXT_WORD_RE = re.compile(r"[\s,]*([\w-]+)")
LAST_WORD_RE = re.compile(r"([\w-]+)([,:]?)\s$")
# "U.S. Attorney's Office", "Children's Fund"
OWNER_RE = re.compile(
    rf"(?:(?!The )[{UPPER}][\w.-]* ){{0,3}}"
    rf"(?:(?:Attorney|General|Governor|Mayor|Sheriff|Coroner|Prosecutor|Ombudsman|Bishop|King|Queen|Prince|Children|People"
    rf"|Women|Men|Nation|Saint)['’]s|[{UPPER}]\w+s['’]) $"
)
SAID_RE = re.compile(r"\b(?:said|says|told|adds|added|by)\s$")
PLACE_BEFORE_RE = re.compile(r"\b(?:in|near|outside|from|across|throughout|inside)\s$")
# ", chairman of", ", the Irish foreign minister,"; the office is the last word before "of", "at", a comma, an end.
OFFICE_BEHIND_RE = re.compile(
    r", (?:(?:an?|the|its|his|her|their) )?((?:[\w'’-]+ ){0,5}?[\w-]+)(?= of\b| at\b| for\b|[,.;]|$)"
)
OFFICE_BEFORE_RE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er) (?:[\w-]+ ){0,3}?([\w-]+)(?: (?:of|for|at) [^,.;:\n]{2,60})?, $"
)


Found = tuple[int, int, NameKind] | None  # start and end in the line, kind
Rule = Callable[[Run], Found]


def find_rule_names(text: str) -> tuple[NamedSpan, ...]:
    """Find people, organisations and places in a text by rules alone."""
    return tuple(_spans(text, name_words()))


def _spans(text: str, words: NameWords) -> Iterator[NamedSpan]:
    for start, line in lines_of(text):
        if not line or is_title_case(line):
            continue
        match = RUN_RE.search(line)
        while match:
            done = end_of_name(match, words)
            run = make_run(line, match, done, words)
            span = _named(line, start, run) if run else None
            if span:
                done = max(done, span.end - start)
                yield span
            match = RUN_RE.search(line, done)


def _named(line: str, offset: int, run: Run) -> NamedSpan | None:
    for name, rule in RULES:
        found = rule(run)
        if found:
            start, end, kind = found
            return NamedSpan(start=offset + start, end=offset + end, text=line[start:end], kind=kind, rule=name)
    return None


# --- The rules --------------------------------------------------------------------------------------------------------


def _body(run: Run) -> Found:
    """A run in which a word says that it is a body: "Swedish Prosecution Authority"."""
    is_opened = run.tokens[0] in run.words.body_openers and len(run.tokens) > 1
    if not is_opened and not any(token.rstrip(".") in run.words.organisation_words for token in run.tokens):
        return None
    tail = TAIL_RE.match(run.after)
    end = run.end + _length_without_office(tail[0], run.words) if tail else run.end
    owner = OWNER_RE.search(run.before)
    if len(run.tokens) < 2 and not tail and not owner:
        return None
    return run.starts[0] - (len(owner[0]) if owner else 0), end, "organisation"


def _length_without_office(tail: str, words: NameWords) -> int:
    """Give the length of " of Japan" in " of Japan Governor Satoshi Sumita"; "of the President" is whole."""
    before = ""  # "of", "for", "the", or a word with a capital
    for token in TOKEN_RE.finditer(tail):
        if token[0] in words.titles and not before.islower():
            return len(tail[: token.start()].rstrip())
        if before == "on" and token[0] in words.stop_words:  # "on Thursday"
            return len(tail[: token.start()].rstrip().removesuffix("on").rstrip())
        before = token[0]
    return len(tail)


def _acronym(run: Run) -> Found:
    """A run followed by its own initials in brackets: "Peoples Democratic Party (PDP)"."""
    found = ACRONYM_RE.match(run.after)
    if not found:
        return None
    start = _start_of_long_form(found[1], run)
    if start is not None:
        return start, run.end, "organisation"
    if len(run.tokens) < 2:
        return None
    first = next((i for i, token in enumerate(run.tokens) if token[0] == found[1][0]), 0)
    return run.starts[first], run.end, "organisation"


def _start_of_long_form(acronym: str, run: Run) -> int | None:
    """Find where the words begin that letters in brackets are short for, reading both backwards.

    After Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions": each letter stands
    in the words before, in order, and the first of them at the start of a word; here of one with a capital.
    """
    letters = [char for char in acronym.lower() if char.isalnum()]
    words = list(WORD_PLACE_RE.finditer(run.before + " ".join(run.tokens)))[-min(len(letters) + 5, 2 * len(letters)) :]
    text = run.before + " ".join(run.tokens)
    place = len(text)
    for index, letter in reversed(list(enumerate(letters))):
        place = text.lower().rfind(letter, 0, place)
        while index == 0 and place >= 0 and not _starts_name(text, place):
            place = text.lower().rfind(letter, 0, place)
    starts = {word.start() for word in words}
    inside = place in starts and not NOT_IN_NAME_RE.search(text, place)
    return run.starts[0] - len(run.before) + place if inside else None


def _starts_name(text: str, place: int) -> bool:
    return text[place].isupper() and (place == 0 or not text[place - 1].isalnum())


def _thing(run: Run) -> Found:
    """A run that ends like a place or an event, or is a storm; nothing else may take it for a name."""
    found = len(run.tokens) > 1 and (run.tokens[-1] in run.words.other_words or run.tokens[0] in STORMS)
    return (run.starts[0], run.end, "place") if found else None


def _titled(run: Run) -> Found:
    """A name after its office or honorific in capitals: "Foreign Minister Wang Yi", "Mr Assange"."""
    least = len(run.tokens) - 2  # behind "Engineer" stands a whole name
    titles = [
        i
        for i, token in enumerate(run.tokens)
        if _is_title(token, run.words) or (i < least and token.lower() in run.words.small_offices and token.istitle())
    ]
    first = titles[-1] + 1 if titles else 0
    if not titles or first == len(run.tokens):
        return None
    found = is_name(run.tokens[first:], run.words) or _has_thing_for_surname(run.tokens[first:], run.words)
    return (run.starts[first], run.end, "person") if found else None


def _has_thing_for_surname(tokens: tuple[str, ...], words: NameWords) -> bool:
    """Tell whether behind a title stands a name that ends like a place: "Senator Cleo Rivers"."""
    return 2 <= len(tokens) <= 3 and is_first_name(tokens[0]) and is_name(tokens[:-1], words)


def _small_titled(run: Run) -> Found:
    """A name after an office in lower case: "former foreign minister Joschka Fischer"."""
    last = LAST_WORD_RE.search(run.before)
    if not last or not _is_small_title(last[1], run.words) or not is_name(run.tokens, run.words):
        return None
    if len(run.tokens) < 2 and last[2]:
        return None
    return run.starts[0], run.end, "person"


def _given(run: Run) -> Found:
    """A run from a common given name on: "Antony Blinken"."""
    for i, token in enumerate(run.tokens[:-1][:3]):
        if token in run.words.given_names and is_name(run.tokens[i:], run.words):
            first = i - 1 if i and is_first_name(run.tokens[i - 1]) else i  # "Pushpa Kamal Dahal"
            return run.starts[first], run.end, "person"
    return None


def _first_name(run: Run) -> Found:
    """Two to four words of which the first is on the longer list of given names: "Fatih Karahan"."""
    found = 2 <= len(run.tokens) <= 4 and is_first_name(run.tokens[0]) and is_name(run.tokens, run.words)
    return (run.starts[0], run.end, "person") if found else None


def _surname_first(run: Run) -> Found:
    """A name of surname and given name in that order: "Wang Yi", "Kim Jong-un"."""
    for i in range(min(3, len(run.tokens) - 1)):
        if is_surname_first(run.tokens[i:], run.words):
            return run.starts[i], run.end, "person"
    return None


def _initials(run: Run) -> Found:
    """A name with an initial in it: "Sonya A. Zoghlin", "B. U. Nzeribe"."""
    first = next((i for i, token in enumerate(run.tokens[:-1]) if INITIAL_RE.fullmatch(token)), None)
    if first is None or len(run.tokens[-1]) < 3 or not is_name(run.tokens[max(0, first - 1) :], run.words):
        return None
    return run.starts[max(0, first - 1)], run.end, "person"


def _aged(run: Run) -> Found:
    """A name before an age: "Aryavir Kumar, 26"."""
    if len(run.tokens) < 2 or not AGE_RE.match(run.after) or not is_name(run.tokens, run.words):
        return None
    return run.starts[0], run.end, "person"


def _named_as(run: Run) -> Found:
    """Two to four words whom the text introduces: "was identified as Emre Kaya Demir"."""
    found = 2 <= len(run.tokens) <= 4 and NAMED_AS_RE.search(run.before) and is_name(run.tokens, run.words)
    return (run.starts[0], run.end, "person") if found else None


def _speaker(run: Run) -> Found:
    """Two or three words that do what people do: "Saeb Erekat said"."""
    if not 2 <= len(run.tokens) <= 3 or not is_name(run.tokens, run.words):
        return None
    following = NEXT_WORD_RE.match(run.after)
    if not ((following and following[1] in run.words.strong_verbs) or SAID_RE.search(run.before)):
        return None
    return run.starts[0], run.end, "person"


def _office_behind(run: Run) -> Found:
    """Two to four words before a comma and an office: "Merrill Dunmere, chairman of the council"."""
    is_long = len(run.tokens) > 1 or run.tokens[0].count("-") > 1  # "Waker-Uz-Zaman, the army chief"
    if not is_long or len(run.tokens) > 4 or not is_name(run.tokens, run.words):
        return None
    office = OFFICE_BEHIND_RE.match(run.after)
    if not office or run.words.small_offices.isdisjoint(re.split(r"[ -]", office[1].lower())):
        return None
    return run.starts[0], run.end, "person"


def _office_before(run: Run) -> Found:
    """Two to four words behind an office and a comma: "the governor of the Bank of Canada, Piers Alder"."""
    if not 2 <= len(run.tokens) <= 4 or not is_name(run.tokens, run.words):
        return None
    office = OFFICE_BEFORE_RE.search(run.before)
    if not office or office[1].lower() not in run.words.small_offices:
        return None
    return run.starts[0], run.end, "person"


def _place(run: Run) -> Found:
    """A run after "in" or "near"."""
    return (run.starts[0], run.end, "place") if PLACE_BEFORE_RE.search(run.before) and len(run.tokens) < 4 else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("acronym-in-brackets", _acronym),
    ("title-and-name", _titled),
    ("body-word", _body),
    ("place-or-thing-word", _thing),
    ("office-and-name", _small_titled),
    ("surname-first", _surname_first),
    ("given-name", _given),
    ("initials", _initials),
    ("name-and-office", _office_behind),
    ("office-and-comma", _office_before),
    ("name-and-age", _aged),
    ("named-as", _named_as),
    ("name-and-verb", _speaker),
    ("first-name", _first_name),
    ("in-a-place", _place),
)


def _is_small_title(word: str, words: NameWords) -> bool:
    """Tell whether a word in small letters is an office, or several: "the leaders Nahid Islam and ..."."""
    return word in words.small_titles or (word.endswith("s") and word[:-1] in words.small_titles - words.weak_titles)


def _is_title(token: str, words: NameWords) -> bool:
    plain = token.rstrip(".")
    return plain in words.titles or plain in words.honorifics
