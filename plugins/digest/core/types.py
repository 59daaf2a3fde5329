"""The frozen values that cross module boundaries; no behaviour beyond small properties.

Sequences are tuples, datetimes are aware, what is absent is None (never an empty string).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Taxonomy = Literal["actors", "countries", "topics"]
TAXONOMIES: tuple[Taxonomy, ...] = ("actors", "countries", "topics")

ActorKind = Literal["person", "organisation", "government", "group"]
ACTOR_KINDS: tuple[ActorKind, ...] = ("person", "organisation", "government", "group")

Status = Literal["draft", "published", "hidden"]
STATUSES: tuple[Status, ...] = ("draft", "published", "hidden")

Weight = Literal["lead", "high", "normal", "brief"]
WEIGHTS: tuple[Weight, ...] = ("lead", "high", "normal", "brief")  # the most important first

# --- Problems ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something an editor must fix (error) or should look at (warning), and how."""

    file: str
    line: int | None = None
    field: str | None = None
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"


# --- From the raw article to what is known of it ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words under a picture, and whom the picture is by."""

    text: str
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article came from, and what the source says about it."""

    name: str | None = None  # the outlet
    url: str | None = None
    author: tuple[str, ...] = ()
    published: dt.date | dt.datetime | None = None
    dateline: str | None = None
    standfirst: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    lang: str | None = None  # of the text, where title and summary are in another language


class Removal(NamedTuple):
    """A line of the raw file that is not part of the article, and why; lines count from 1 in the decoded file.

    A tuple, since there are so many.
    """

    line: int
    reason: str  # a key of `ingest.reasons.REMOVED`, or two with `/` between: a place, and the box that the line is in
    text: str
    unsure: bool = False  # it may be part of the article after all


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a file says about its article beside the text: a page's head, an e-mail's, a clipping's front matter."""

    headline: str | None = None
    description: str | None = None  # a page's summary of itself: a standfirst where the page shows it, too
    source: Source = Source()
    updated: bool = False  # `source.published` is when the page was updated; it says nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """One article as received. `source`, `title` and `tags` hold what its header block said: that wins."""

    name: str  # of its file
    part: int = 1  # 1, 2, ... in that file
    sha256: str  # of the file's bytes, hex
    text: str  # NFC, LF line ends, without the header block
    first_line: int = 1  # of `text` in the decoded file
    source: Source = Source()
    title: str | None = None
    tags: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()  # what decoding dropped already (header block, attachments, page furniture)
    markdown: bool = False  # `text` is an extracted body in Markdown (a saved page), not a paste
    metadata: Metadata = Metadata()  # read by `structure`, after the header block and what the text itself says


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The cleaned, structured source text."""

    headline: str | None
    standfirst: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()  # people only
    date: dt.date | dt.datetime | None = None  # as the source says; never the file's time
    dateline: str | None = None
    outlet: str | None = None
    url: str | None = None
    captions: tuple[Caption, ...] = ()
    body: str = ""  # Markdown
    text: str = ""  # the same words plain, paragraphs divided by a blank line


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that an actor holds or held."""

    title: str
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of a taxonomy: its name, its other names and what the vocabulary knows."""

    taxonomy: Taxonomy
    name: str
    slug: str
    aliases: tuple[str, ...] = ()
    former_slugs: tuple[str, ...] = ()
    kind: ActorKind | None = None  # actors only
    country: str | None = None  # actors: ISO 3166 alpha-2
    code: str | None = None  # countries: ISO 3166 alpha-2; topics: `medtop:NNNNNNNN`
    code3: str | None = None  # countries: ISO 3166 alpha-3
    demonyms: tuple[str, ...] = ()  # countries
    capitals: tuple[str, ...] = ()  # countries
    metonyms: tuple[str, ...] = ()  # countries: places that stand for the government ("the Kremlin")
    places: tuple[str, ...] = ()  # countries: regions and cities that give the country away
    article: bool = False  # countries: "the" stands before the name in a sentence (read by vocabulary.government_of)
    parent: str | None = None  # topics: the parent's name
    words: Mapping[str, float] = field(default_factory=dict)  # topics: word or phrase -> weight
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()
    ignore: bool = False  # never suggest
    known: bool = True  # False: not in any vocabulary (a new actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in an article's text where a term is named: code points, half-open."""

    start: int
    end: int
    text: str


NameKind = Literal["person", "organisation", "place", "group"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpan:
    """A name that a name finder saw in a text: code points, half-open."""

    start: int
    end: int
    text: str
    kind: NameKind
    rule: str  # which rule or model says so


class Reason(NamedTuple):
    """Why a term was found or left out: a key of `ingest.reasons`, and what its sentence quotes."""

    key: str
    parts: tuple[str, ...] = ()


class Evidence(NamedTuple):
    """What speaks for (above 0) or against tagging a term, in log odds, and where the article's text shows it."""

    rule: str
    weight: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A term given to an article. `salience` is in [0, 1]; `main`: ingest would tag the post with it."""

    term: Term
    salience: float
    main: bool
    mentions: tuple[Mention, ...] = ()
    words: tuple[str, ...] = ()  # topics: the words that suggested it
    reasons: tuple[Reason, ...]  # why it was found
    left_out: Reason | None = None  # why it is not main
    evidence: tuple[Evidence, ...] = ()  # actors: what `left_out` and `main` come from, heaviest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All candidates of an article, each taxonomy by falling salience."""

    actors: tuple[Annotation, ...] = ()
    countries: tuple[Annotation, ...] = ()
    topics: tuple[Annotation, ...] = ()


class Candidate(NamedTuple):
    """A value that a field could have instead, and the line of the raw file that says it."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The next best values of a draft's fields, best first."""

    headline: tuple[Candidate, ...] = ()
    byline: tuple[Candidate, ...] = ()
    date: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that is known of one raw article.

    `review` names what is doubtful (keys of `pipeline.REVIEW_NOTES`), `missing` what the source does not give.
    """

    raw: RawArticle
    article: Article
    removals: tuple[Removal, ...]
    annotations: Annotations
    language: str | None = None  # of the text, as far as it can be told (BCP 47)
    review: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    candidates: Candidates = Candidates()


# --- A post -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The editor's picture for a post; `src` is relative to the content folder."""

    src: str
    alt: str
    credit: str | None = None

    def __str__(self) -> str:
        return self.src  # other themes take an article's image for a path


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActor:
    """An actor that ingest found and no vocabulary knows yet."""

    name: str
    kind: ActorKind
    country: str | None = None  # the country's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The `digest:` block: where an ingested post came from."""

    raw: str
    raw_sha256: str
    part: int = 1
    post_sha256: str | None = None  # of the whole text, a private body in its place
    body: Literal["private"] | None = None  # the text is in a file that git ignores, an excerpt below the front matter
    minutes: int | None = None  # to read a private body
    summary_sha256: str | None = None  # of a summary that the private body begins with
    new_actors: tuple[NewActor, ...] = ()
    review: tuple[str, ...] | None = None  # None: accepted; empty: a draft of which nothing is doubtful


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Our Markdown file: front matter and body."""

    title: str
    date: dt.datetime
    modified: dt.datetime | None = None
    id: str | None = None
    slug: str
    status: Status = "draft"
    summary: str | None = None
    source: Source | None = None
    image: Image | None = None
    actors: tuple[str, ...] = ()  # names as written
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    show: Literal["excerpt", "full"] | None = None
    weight: Weight | None = None  # its place in its day; None: normal
    aliases: tuple[str, ...] = ()
    digest: Provenance | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lang: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)  # unknown keys, kept
    body: str = ""

    @property
    def is_private(self) -> bool:
        """Return whether its text is in a file that git ignores."""
        return self.digest is not None and self.digest.body == "private"


# --- Feeds and pages, before any XML or HTML --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCategory:
    """A term of an entry: the address of its taxonomy's index is the scheme."""

    scheme: str
    term: str  # slug
    label: str  # name


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedImage:
    """A post's picture: readers want its size in bytes and its type before they fetch it."""

    url: str
    media_type: str  # image/jpeg
    length: int  # bytes
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One post as it appears in a feed; all addresses absolute."""

    id: str  # urn:uuid:...
    url: str
    title: str  # plain text
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[str, ...] = ()
    source_name: str | None = None
    source_url: str | None = None
    categories: tuple[FeedCategory, ...] = ()
    summary: str | None = None  # plain text
    content: str | None = None  # HTML, sanitised
    lang: str | None = None
    image: FeedImage | None = None
    file: str | None = field(default=None, compare=False)  # the post's, for messages alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says; all addresses absolute."""

    id: str  # urn:uuid:...
    url: str  # its own address
    page_url: str  # the page that it follows
    title: str
    subtitle: str | None
    updated: dt.datetime
    lang: str
    author: str | None = None
    rights: str | None = None
    hub: str | None = None
    previous: str | None = None  # the archive of what came before (RFC 5005)
    current: str | None = None  # an archive's: the feed that it is an archive of
    entries: tuple[FeedEntry, ...] = ()  # newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One output before it is rendered: what it will read is in `inputs`, all of it."""

    path: str  # in the output folder, with `/`
    template: str  # a template's name, or `feed:atom`, `feed:rss`, `feed:json`, `text:...`
    inputs: Mapping[str, object]
    sitemap: tuple[str, str | None] | None = None  # for search engines: its address, and when it last changed
