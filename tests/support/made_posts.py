"""Posts for the tests of front matter: one that has everything, and any that can be thought of."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from digest.core.slugs import slugify
from digest.core.types import Caption, Image, NewActor, Post, Provenance, Source
from digest.core.yaml.reader import MAX_KEY
from hypothesis import strategies as st

SHA = "9c" * 32
OSLO = ZoneInfo("Europe/Oslo")
POST = Post(
    title="Turmoil in Kabul draws Beijing and Moscow closer",
    date=dt.datetime(2021, 8, 17, 9, 0, tzinfo=dt.UTC),
    modified=dt.datetime(2021, 8, 18, 10, 30, tzinfo=dt.UTC),
    id="5f0c2a9b1d3e4f67",
    slug="turmoil-in-kabul",
    status="draft",
    summary="One sentence. And a second: with a colon.",
    source=Source(
        name="Example Wire",
        url="https://example.org/a?b=c#d",
        author=("Ann Lee", "NO"),
        published=dt.date(2021, 8, 17),
        dateline="Kabul",
        standfirst=("One thing", "And another, too"),
        captions=(Caption(text="Men walk.", credit="AFP"), Caption(text="Others don’t")),
    ),
    image=Image(src="images/x.jpg", alt="A street", credit="AFP"),
    actors=("Wang Yi", "王毅", "007"),
    countries=("Afghanistan", "NO"),
    topics=("Diplomacy",),
    show="excerpt",
    weight="high",
    aliases=("/2021/08/17/old-slug/",),
    digest=Provenance(
        raw="kabul-turmoil.txt",
        raw_sha256=SHA,
        part=2,
        post_sha256="1e" * 32,
        new_actors=(NewActor(name="Taliban", kind="group", country="Afghanistan"), NewActor(name="X", kind="person")),
        review=("date", "summary"),
    ),
    category="News",
    tags=("a", "b, c"),
    authors=("The Editor",),
    lang="en-GB",
    extra={"order": 3, "note": "007", "on": True, "nothing": None, "list": (1.5, {"a": "b"})},
    body="First.\n\n---\n\nSecond.",
)


def with_keys(*lines: str, body: str = "") -> str:
    given = {line.partition(":")[0] for line in lines}
    needed = [line for line in ("title: T", "date: 2021-08-17") if line.partition(":")[0] not in given]
    return "\n".join(["---", *needed, *lines, "---", "", body])


def without_sha(post: Post) -> Post:
    return post if post.digest is None else dataclasses.replace(
        post, digest=dataclasses.replace(post.digest, post_sha256=None)
    )  # fmt: skip


# --- Any post: for hypothesis -----------------------------------------------------------------------------------------

printable = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from("\"'#:-[]{},&*!|>%@`?~ \t")
)
lines = printable.map(lambda text: " ".join(text.split())).filter(bool)
tricky = st.sampled_from(
    ["NO", "Yes", "007", "67480895e7575771", "1e5", "0x1F", "0o17", "null", "~", "true", ".inf", "1_000", "2021-08-17",
     "12:30:45", "<<", "=",
     "- a", "a: b", "a #b", "'", '"', "!!python/name:os", "&a", "*a", "? a", "---", "...", "{", "%"]
)  # fmt: skip
names = lines | tricky
keys = names.map(lambda name: name[:MAX_KEY].strip()).filter(bool)
uniques = st.lists(names, max_size=4, unique=True).map(tuple)
zones = st.sampled_from([dt.UTC, OSLO, ZoneInfo("Asia/Kabul")])
seconds = st.integers(0, 4_000_000_000)  # to 2096
moments = st.builds(dt.datetime.fromtimestamp, seconds, tz=zones)
prose = st.lists(names, min_size=1, max_size=3).map("\n".join)
sources = st.builds(
    Source,
    name=names,
    url=st.none() | st.sampled_from(["https://example.org/?a=b#c", "http://xn--p1ai/%20"]),
    author=st.lists(names, max_size=2).map(tuple),
    published=st.none() | st.dates(dt.date(1900, 1, 1)).filter(lambda day: day.year < 9999) | moments,
    dateline=st.none() | lines.filter(lambda text: text not in ("~", "null")),
    standfirst=st.lists(names, max_size=2).map(tuple),
    captions=st.lists(st.builds(Caption, text=prose.filter(lambda text: text != "~"), credit=st.none() | lines),
                      max_size=2).map(tuple),
)  # fmt: skip
scalars = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | printable | tricky
extras = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(keys, inner, max_size=3)
)
posts = st.builds(
    Post,
    title=names,
    date=moments,
    modified=st.none() | moments,
    id=st.none() | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,30}", fullmatch=True),
    slug=names.map(slugify),
    status=st.sampled_from(["draft", "published", "hidden"]),
    summary=st.none() | prose,
    source=st.none() | sources,
    image=st.none() | st.builds(Image, src=st.just("images/a b.jpg"), alt=st.just("") | names),
    actors=uniques,
    countries=uniques,
    topics=uniques,
    show=st.sampled_from([None, "excerpt", "full"]),
    aliases=st.sampled_from([(), ("/", "/2021/01/02/x/", "/old.html")]),
    digest=st.none()
    | st.builds(
        Provenance,
        raw=names,
        raw_sha256=st.just(SHA),
        part=st.integers(1, 99),
        new_actors=st.lists(st.builds(NewActor, name=names, kind=st.just("group"), country=st.none() | lines),
                            max_size=2).map(tuple),
        review=st.sampled_from([(), ("date",), ("date", "summary")]),
    ),
    category=st.none() | names,
    tags=uniques,
    authors=st.lists(names, max_size=2).map(tuple),
    lang=st.sampled_from([None, "en", "pt-BR"]),
    extra=st.dictionaries(names.map(lambda name: f"x {name}"[:MAX_KEY].strip()), extras, max_size=3),
    body=st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\x00")).map(
        lambda text: text.strip().lstrip("\ufeff")
    ),
)  # fmt: skip
