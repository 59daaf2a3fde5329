"""What the site is about: posts in their place, terms, editions and files, as one immutable value."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations

from ...content.frontmatter import derive_id
from ...content.stories import SourceText, Stories
from ...content.vocabulary import Vocabularies
from ...content.vocabulary.outlets import Owners
from ...core.addresses import pair_slug, term_path
from ...core.settings import DigestSettings
from ...core.types import TAXONOMIES, Post, Taxonomy, Term
from ..fingerprint import fingerprint_of
from ..markup import Body, TextPicture, body_sha256
from ..markup.reading_time import TextFacts, describe_text
from ..taxonomy import TaggedPost, TermKey, TermPosts, group_by_day, group_by_term, name_key, tag_posts
from ..views import FeedLinks, Link, PostCard, SiteView, TermRef
from .pictures import Pictures, fingerprint_pictures, show_pictures
from .post_cards import make_card, make_ref
from .post_fingerprints import (
    MadeByFile,
    PostFingerprints,
    fingerprint_body,
    fingerprint_posts,
    fingerprint_terms,
    join_by_term,
)
from .problems import find_page_problems, find_problems, refuse
from .site_files import SiteFile, SiteFiles, StaticPage
from .social_card import SocialCard, make_social_card
from .timelines import StoryPlace, StoryPosts, find_places, fingerprint_story, group_by_story

FEED_ENDINGS = {"atom": ".atom.xml", "rss": ".rss.xml", "json": ".json"}
PairKey = tuple[Taxonomy, str, str]  # taxonomy and two slugs in alphabetical order
Edition = tuple[dt.date, tuple[TaggedPost, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The whole site before any page is planned. `listed` and `feed_posts` run newest first."""

    settings: DigestSettings
    now: dt.datetime  # which posts are due
    site: SiteView
    vocabularies: Vocabularies
    listed: tuple[TaggedPost, ...]  # what lists, counts and neighbours know
    feed_posts: frozenset[str]  # files of those listed posts that are published
    hidden: tuple[TaggedPost, ...]  # reached by their address alone
    posts: Mapping[str, TaggedPost]  # listed or hidden, by file
    editions: tuple[Edition, ...]
    terms: Mapping[TermKey, TermPosts]
    refs: Mapping[TermKey, TermRef]  # the same terms as lists name them
    pairs: Mapping[PairKey, tuple[TaggedPost, ...]]
    stories: Mapping[str, StoryPosts]  # by slug: those with listed posts, the one with the newest first
    places: Mapping[str, tuple[StoryPlace, ...]]  # by file: where a post stands in its stories
    source_texts: Mapping[str, SourceText]  # by file: of articles in stories, where they could be copies
    owners: Owners  # of outlets
    cards: Mapping[str, PostCard]  # by file
    facts: Mapping[str, TextFacts]  # by file
    post_fingerprints: Mapping[str, bytes]  # by file: of all that is shown of a post but its body and its stories
    term_fingerprints: Mapping[TermKey, bytes]  # of what the vocabulary says
    member_fingerprints: Mapping[TermKey, bytes]  # the fingerprints of a term's posts
    story_fingerprints: Mapping[str, bytes]  # by slug: of what the editor says of a story
    bodies: Mapping[str, Body]  # by file
    body_fingerprints: Mapping[str, bytes]  # by file: of bodies
    country_codes: Mapping[str, Term]
    children: Mapping[str, tuple[TermKey, ...]]  # a topic's slug -> the topics below it that have posts
    files: SiteFiles
    pictures: Pictures
    drawing: str | None  # the version of what draws social cards; None where none are made


def make_digest(
    posts: Mapping[str, Post],
    vocabularies: Vocabularies,
    settings: DigestSettings,
    now: dt.datetime,
    files: SiteFiles | None = None,
    *,
    fingerprints: PostFingerprints | None = None,
    facts: Mapping[str, TextFacts] | None = None,
    embedded: Mapping[str, tuple[str, ...]] | None = None,
    stories: Stories | None = None,
    source_texts: Mapping[str, SourceText] | None = None,
    owners: Owners | None = None,
    drawing: str | None = None,
) -> Digest:
    """Choose the posts that are due and resolve their terms; `posts` by file. Raises ProblemsError.

    `fingerprints` say of each post what its body and its front matter are, `facts` what is shown of its text; without
    them the posts hold their bodies.
    `source_texts` says by file what articles in stories are recognised by, `owners` whose an outlet is.
    `embedded` says which files of the site each body shows or links to; `drawing` with which version of what draws them
    smaller pictures and social cards are made.
    """
    files = files or SiteFiles()
    due = {file: post for file, post in posts.items() if post.date <= now and is_shown(post, settings)}
    if fingerprints is None:
        fingerprints = {
            file: (body_sha256(post.body), fingerprint_of(replace(post, body=""), *describe_text(post)))
            for file, post in due.items()
        }
    facts = facts or {file: describe_text(post) for file, post in due.items()}
    light = {file: _lighten(file, post) for file, post in due.items()}
    tagged = tag_posts(light, vocabularies, settings.timezone)
    refuse([*find_problems(tagged, files, settings), *find_page_problems(files.pages)])
    embedded = embedded or {}
    used = find_used(due.items(), embedded, files.pages, settings)
    files = replace(files, copies=tuple([copy for copy in files.copies if is_published(copy, used, settings)]))
    listed = tuple(one for one in tagged if one.post.status != "hidden")
    terms = group_by_term(listed)
    days = {one.date.date() for one in listed}
    by_file = {one.file: one for one in tagged}
    term_fingerprints = fingerprint_terms(terms)
    refs = {key: make_ref(term.term) for key, term in terms.items()}
    texts = {file: embedded[file] for file, post in due.items() if file in embedded and not _is_excerpt(post, settings)}
    pages = {page.file: page.files for page in files.pages}
    pictures = show_pictures(tagged, texts | pages, files.copies, drawing)
    in_texts = pictures.in_texts
    files = replace(
        files,
        pages=tuple(
            [replace(page, body=replace(page.body, pictures=in_texts.get(page.file, ()))) for page in files.pages]
        ),
    )
    drawing = drawing if settings.siteurl else None  # networks ask for cards by their full address
    post_fingerprints = fingerprint_posts(
        tagged, fingerprints, term_fingerprints, days, fingerprint_pictures(pictures.of_posts)
    )
    by_slug = group_by_story(stories.stories if stories else (), listed)
    return Digest(
        settings=settings,
        now=now,
        site=_make_site(settings, files, stories=bool(by_slug), drawing=drawing),
        vocabularies=vocabularies,
        listed=listed,
        feed_posts=frozenset(one.file for one in listed if one.post.status == "published"),
        hidden=tuple(one for one in tagged if one.post.status == "hidden"),
        posts=by_file,
        editions=group_by_day(listed),
        terms=terms,
        refs=refs,
        pairs=_make_pairs(listed, settings),
        stories=by_slug,
        places=find_places(by_slug),
        source_texts=source_texts or {},
        owners=owners or {},
        cards=MadeByFile(
            lambda file: make_card(
                by_file[file], refs, days, settings, minutes=facts[file].minutes, image=pictures.of_posts.get(file)
            )
        ),
        facts=facts,
        post_fingerprints=post_fingerprints,
        term_fingerprints=term_fingerprints,
        member_fingerprints=join_by_term(post_fingerprints, terms),
        story_fingerprints={slug: fingerprint_story(group.story) for slug, group in by_slug.items()},
        bodies=MadeByFile(lambda file: make_body(due[file], fingerprints[file][0], settings, in_texts.get(file, ()))),
        body_fingerprints={
            file: fingerprint_body(
                fingerprints[file][0], _is_excerpt(post, settings), text_lang(post), in_texts.get(file, ())
            )
            for file, post in due.items()
        },
        country_codes={term.code: term for term in vocabularies.countries.terms if term.code},
        children=_find_children(terms, vocabularies),
        files=files,
        pictures=pictures,
        drawing=drawing,
    )


def _lighten(file: str, post: Post) -> Post:
    return post if post.id and not post.body else replace(post, body="", id=post.id or derive_id(file))


def make_body(post: Post, sha256: str, settings: DigestSettings, pictures: tuple[TextPicture, ...] = ()) -> Body:
    """Say which text of a post is shown: all of it, or an excerpt if somebody else wrote it."""
    return Body(
        sha256=sha256,
        excerpt=_is_excerpt(post, settings),
        is_cut=post.is_private,  # where it is at hand, `site.sources` hands on a post that has it
        lang=text_lang(post) or settings.default_lang,
        pictures=pictures,
    )


def text_lang(post: Post) -> str | None:
    """Return the language of a post's text, as far as the post says one."""
    return (post.source.lang if post.source else None) or post.lang


def _is_excerpt(post: Post, settings: DigestSettings) -> bool:
    return post.is_private or (post.show or ("full" if post.digest is None else settings.body)) == "excerpt"


def find_used(
    posts: Iterable[tuple[str, Post]],
    embedded: Mapping[str, tuple[str, ...]],
    pages: Iterable[StaticPage],
    settings: DigestSettings,
) -> frozenset[str]:
    """Return the files of the content folder that posts, given with their own files, and pages show or link to."""
    used = {path for page in pages for path in page.files}
    for file, post in posts:
        if post.image:
            used.add(post.image.src.removeprefix("/"))
        if file in embedded and not _is_excerpt(post, settings):  # an excerpt has neither pictures nor links
            used.update(embedded[file])
    return frozenset(used)


def is_published(copy: SiteFile, used: Set[str], settings: DigestSettings) -> bool:
    """Return whether a file is copied to the site: the theme's are, others where they are used or asked for."""
    if copy.root != "content" or copy.path in used:
        return True
    return any(copy.path == name or f"{copy.path}/".startswith(f"{name}/") for name in settings.publish)


def make_pair_ref(digest: Digest, key: PairKey) -> TermRef:
    """Return a pair as lists name it: China and Russia."""
    taxonomy, first, second = key
    names = sorted((digest.terms[taxonomy, slug].term.name for slug in (first, second)), key=name_key)
    slug = pair_slug(first, second)
    return TermRef(taxonomy=taxonomy, name=" and ".join(names), slug=slug, path=term_path(taxonomy, slug))


def is_shown(post: Post, settings: DigestSettings) -> bool:
    """Return whether a post is on the site once it is due."""
    return post.status != "draft" or settings.drafts


def _make_site(settings: DigestSettings, files: SiteFiles, *, stories: bool, drawing: str | None) -> SiteView:
    card = make_site_card(settings, drawing)
    return SiteView(
        name=settings.sitename,
        description=settings.description,
        url=settings.siteurl,
        lang=settings.default_lang,
        author=settings.author,
        pages=tuple(Link(path=f"{page.slug}/", name=page.title) for page in files.pages),
        stories=stories,
        card=card.picture if card else None,
        feeds=make_links("All posts", "feeds/all", settings.feed_formats),
    )


def make_site_card(settings: DigestSettings, drawing: str | None) -> SocialCard | None:
    """Make the card of pages without one of their own."""
    return make_social_card(drawing, page="", site="", title=settings.sitename, lines=(settings.description,))


def make_links(title: str, path: str, formats: Sequence[str]) -> FeedLinks:
    """Say where a feed is in each format that it has; `path` is without the format's ending."""
    paths = {name: path + FEED_ENDINGS[name] for name in formats}
    return FeedLinks(title=title, atom=paths.get("atom"), rss=paths.get("rss"), json=paths.get("json"))


def _make_pairs(listed: tuple[TaggedPost, ...], settings: DigestSettings) -> dict[PairKey, tuple[TaggedPost, ...]]:
    """Find the pairs of one taxonomy that are in enough posts."""
    pairs: dict[PairKey, list[TaggedPost]] = defaultdict(list)
    taxonomies = [taxonomy for taxonomy in TAXONOMIES if taxonomy in settings.pair_taxonomies]
    for one in listed:
        for taxonomy in taxonomies:
            for first, second in combinations(sorted([slug for kind, slug in one.keys if kind == taxonomy]), 2):
                pairs[taxonomy, first, second].append(one)
    return {key: tuple(pairs[key]) for key in sorted(pairs) if len(pairs[key]) >= settings.pair_posts}


def _find_children(terms: Mapping[TermKey, TermPosts], vocabularies: Vocabularies) -> dict[str, tuple[TermKey, ...]]:
    children: dict[str, list[TermKey]] = defaultdict(list)
    for key, term in terms.items():
        parent = vocabularies.topics.find(term.term.parent) if term.term.parent else None
        if parent:
            children[parent.slug].append(key)
    return {slug: tuple(keys) for slug, keys in children.items()}
