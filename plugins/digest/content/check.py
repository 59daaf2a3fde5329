"""Every problem of the posts of a site, so that an editor sees them all at once.

Only texts come in, so the same checks serve a command, a build and a test; what stands on disk is asked of `exists`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import unquote

from ..core.settings import DigestSettings
from ..core.types import TAXONOMIES, Post, Problem, Taxonomy, Term
from .frontmatter import CheckedPost, derive_id, edit_post, read_post
from .vocabulary import Vocabularies, Vocabulary, fold_name, unknown_message

ONE: Mapping[Taxonomy, str] = {"actors": "actor", "countries": "country", "topics": "topic"}
MIN_SURNAME = 4  # letters from which a last name alone is taken for a known person's


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """What the checks of one post need to know of the site."""

    vocabularies: Vocabularies
    settings: DigestSettings
    exists: Callable[[str], bool] | None
    suggest_actor: Callable[[str], str | None]
    find_term: Callable[[Taxonomy, str], Term | None]
    owners: dict[tuple[str, str], "_Place"] = field(default_factory=dict)  # of ids and addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A usable post while it is checked; its lines are looked up only where there is something to tell."""

    file: str
    post: Post
    has_status: bool
    look: Callable[[], CheckedPost]

    @property
    def checked(self) -> CheckedPost:
        """Return the post with its lines."""
        return self.look()

    def problem(self, key: str, message: str, *, item: str | None = None, warning: bool = False) -> Problem:
        """Make a problem at a key, or at one item of its list."""
        line = self.checked.find_line(key, item) or 1
        return Problem(
            file=self.file, line=line, field=key, message=message, severity="warning" if warning else "error"
        )


_Place = tuple[Subject, str, str | None]  # a post, a key of its front matter and an item of that key's list
Rule = Callable[[Subject, _Site], Iterable[Problem]]


def check_posts(
    posts: Sequence[tuple[str, str]],
    vocabularies: Vocabularies,
    settings: DigestSettings,
    *,
    exists: Callable[[str], bool] | None = None,
) -> tuple[Problem, ...]:
    """List the problems of posts given as (file, text), by file and line.

    `exists` tells whether a path within the content folder is there; without it pictures are not looked for.
    """
    problems: list[Problem] = []
    subjects: list[Subject] = []
    for file, text in posts:
        checked = read_post(text, file=file, timezone=settings.timezone)
        problems += checked.problems
        if checked.post is not None:
            subjects.append(make_subject(file, checked))
    own, shared = check_subjects(subjects, vocabularies, settings, exists=exists)
    return sort_problems((*problems, *own, *shared))


def make_subject(file: str, checked: CheckedPost) -> Subject:
    """Make the subject of a post that was just read. Raises ValueError if it cannot be used."""
    if checked.post is None:
        raise ValueError(f"{file}: this post cannot be used")
    return Subject(file=file, post=checked.post, has_status=says_status(checked), look=lambda: checked)


def says_status(checked: CheckedPost) -> bool:
    """Tell whether a post says if it is published."""
    return not checked.lines.keys().isdisjoint(("status", "draft", "published"))


def check_subjects(
    subjects: Sequence[Subject],
    vocabularies: Vocabularies,
    settings: DigestSettings,
    *,
    exists: Callable[[str], bool] | None = None,
    known: Set[str] = frozenset(),
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """List what is wrong with posts beyond the form of their front matter: with each alone, and beside the others.

    What is wrong with the posts in `known` files alone is known already, and not looked for.
    """
    site = _Site(
        vocabularies=vocabularies,
        settings=settings,
        exists=exists,
        suggest_actor=cache(_make_suggester(vocabularies.actors)),
        find_term=cache(lambda taxonomy, name: vocabularies.of(taxonomy).find(name)),
    )
    new = [subject for subject in subjects if subject.file not in known]
    own = tuple(problem for rule in OWN_RULES for subject in new for problem in rule(subject, site))
    if _share_nothing(subjects):
        return own, ()
    return own, tuple(problem for rule in SHARED_RULES for subject in subjects for problem in rule(subject, site))


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Bring problems into the order of files and lines."""
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.message)))


def _share_nothing(subjects: Sequence[Subject]) -> bool:
    """See at one look that no two posts have an id or an address in common, as hardly ever they have."""
    posts = [subject.post for subject in subjects]
    ids = {post.id for post in posts}
    slugs = {post.slug.casefold() for post in posts}
    return None not in ids and len(ids) == len(slugs) == len(posts) and not any(post.aliases for post in posts)


def fix_post(text: str, *, file: str) -> str:
    """Mend what needs no editor: a post without an id gets the one that builds have derived for it so far."""
    post = read_post(text, file=file).post
    if post is None or post.id is not None:
        return text
    return edit_post(text, {"id": derive_id(file)}, file=file)


def find_terms(subject: Subject, site: _Site) -> Iterable[Problem]:
    """Look every term up in its vocabulary."""
    for taxonomy in TAXONOMIES:
        seen: dict[str, str] = {}
        for name in getattr(subject.post, taxonomy):
            term = site.find_term(taxonomy, name)
            if term is None:
                yield from _unknown(subject, site, taxonomy, name)
            key = term.name if term else fold_name(name)
            if key in seen:
                message = f"{name!r} and {seen[key]!r} are one {ONE[taxonomy]}; keep one of them"
                yield subject.problem(taxonomy, message, item=name, warning=True)
            seen[key] = name


def _unknown(subject: Subject, site: _Site, taxonomy: Taxonomy, name: str) -> Iterable[Problem]:
    if taxonomy == "actors":  # one that no vocabulary knows is a new actor; it may also be a slip
        close = site.suggest_actor(name)
        if close is not None:
            message = f"{name!r} is a new actor (did you mean {close!r}?)"
            yield subject.problem(taxonomy, message, item=name, warning=True)
        return
    message = unknown_message(ONE[taxonomy], name, site.vocabularies.of(taxonomy).suggest)
    if "did you mean" not in message:
        message += f"; correct it, or add it to {site.settings.vocabulary_path}/{taxonomy}.yaml"
    yield subject.problem(taxonomy, message, item=name)


def _make_suggester(actors: Vocabulary) -> Callable[[str], str | None]:
    """Make a look-up of the known actor that an unknown name looks like: by its spelling, or a person's last name."""
    persons: dict[str, list[Term]] = {}
    for term in actors.terms:
        if term.kind == "person":
            persons.setdefault(fold_name(term.name).rpartition(" ")[2], []).append(term)

    def suggest(name: str) -> str | None:
        folded = fold_name(name)
        named = persons.get(folded, []) if len(folded) >= MIN_SURNAME else []
        return named[0].name if len(named) == 1 else actors.suggest(name)

    return suggest


def find_new_actors(subject: Subject, site: _Site) -> Iterable[Problem]:
    """Look up the countries of the actors that ingest found."""
    for actor in subject.post.digest.new_actors if subject.post.digest else ():
        if actor.country is not None and site.vocabularies.countries.find(actor.country) is None:
            message = unknown_message("country", actor.country, site.vocabularies.countries.suggest)
            yield subject.problem("digest", f"new_actors: {actor.name}: {message}")


def find_same_ids(subject: Subject, site: _Site) -> Iterable[Problem]:
    """Find posts that have the id of another, and those that have none."""
    if subject.post.id is None:
        message = "there is none, so that a renamed file would be a new post to feed readers; run `digest check --fix`"
        yield replace(subject.problem("id", message, warning=True), fixable=True)
    identity = subject.post.id or derive_id(subject.file)
    other = _claim(site, "id", identity, subject, "id")
    if other is not None:
        yield subject.problem("id", f"{identity!r} is the id of {other} too; delete this line in the copy of the two")


def find_same_addresses(subject: Subject, site: _Site) -> Iterable[Problem]:
    """Find posts that would have the address of another."""
    address = _address_of(subject.post, site.settings)
    other = _claim(site, "address", address.casefold(), subject, "slug")
    if other is not None:
        message = f"{address} is the address of {other} too; give one of the two another slug"
        yield subject.problem("slug" if "slug" in subject.checked.lines else "title", message)


def find_same_aliases(subject: Subject, site: _Site) -> Iterable[Problem]:
    """Find former addresses that are in use; it runs when the address of every post is known."""
    own = _address_of(subject.post, site.settings)
    for alias in subject.post.aliases:
        address = "/" + unquote(alias).strip("/").removesuffix("index.html").strip("/") + "/"
        if address.casefold() == own.casefold():
            message = f"{alias} is the post's address now; delete it here"
            yield subject.problem("aliases", message, item=alias, warning=True)
            continue
        other = _claim(site, "address", address.casefold(), subject, "aliases", item=alias)
        if other is not None:
            message = f"{alias} is an address of {other} too; delete it in one of the two"
            yield subject.problem("aliases", message, item=alias)


def find_missing_picture(subject: Subject, site: _Site) -> Iterable[Problem]:
    """Find a picture that is not there."""
    image = subject.post.image
    if image is not None and site.exists is not None and not site.exists(image.src):
        yield subject.problem("image", f"there is no {image.src} in the content folder; correct the path or add it")


def find_odd_times(subject: Subject, site: _Site) -> Iterable[Problem]:
    """Find a change that was made before the post, or that is yet to come."""
    post = subject.post
    if post.modified is None:
        return
    key = next((key for key in ("modified", "lastmod", "updated") if key in subject.checked.lines), "modified")
    if post.modified < post.date:
        yield subject.problem(key, f"{post.modified} is before the post's date, {post.date}", warning=True)
    elif site.settings.now is not None and post.modified > max(site.settings.now, post.date):
        yield subject.problem(key, f"{post.modified} is yet to come; feeds would show it as the newest", warning=True)


def find_missing_status(subject: Subject, site: _Site) -> Iterable[Problem]:  # noqa: ARG001
    """Find posts that do not say whether they are published."""
    if not subject.has_status:
        message = "there is none, so this is a draft; write `status: published` or `status: draft`"
        yield subject.problem("status", message, warning=True)


OWN_RULES: tuple[Rule, ...] = (
    find_terms,
    find_new_actors,
    find_missing_picture,
    find_odd_times,
    find_missing_status,
)
SHARED_RULES: tuple[Rule, ...] = (find_same_ids, find_same_addresses, find_same_aliases)


def _address_of(post: Post, settings: DigestSettings) -> str:
    day = post.date.astimezone(settings.timezone).date()
    return f"/{day.year:04}/{day.month:02}/{day.day:02}/{post.slug}/"


def _claim(site: _Site, what: str, value: str, subject: Subject, key: str, *, item: str | None = None) -> str | None:
    """Take an id or address for a post; tell which post has it already."""
    place = subject, key, item
    other = site.owners.setdefault((what, value), place)
    return None if other == place else _tell(other, beside=place)


def _tell(place: _Place, *, beside: _Place) -> str | None:
    said, other = (
        subject.file if line is None else f"{subject.file}:{line}"
        for subject, key, item in (place, beside)
        for line in (subject.checked.find_line(key, item),)
    )
    return None if said == other else said
