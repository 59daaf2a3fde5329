"""Validation of one post: its terms, its picture, its times, and keys that it should have.

Only texts come in, so the same checks serve a command, a build and a test; `exists` answers what is on disk. What
concerns several posts, such as one id in two of them, is checked in `editor/problems.py`.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from ..core.addresses import post_path
from ..core.settings import DigestSettings
from ..core.slugs import DEVICE_RE, fold_name
from ..core.types import TAXONOMIES, Post, Problem, Taxonomy, Term
from .frontmatter import CheckedPost, derive_id, edit_post, read_post
from .vocabulary import Vocabularies, Vocabulary, unknown_message

ONE: Mapping[Taxonomy, str] = {"actors": "actor", "countries": "country", "topics": "topic"}
DATED_NAME_RE = re.compile(r"(\d{4}-\d\d-\d\d)-")  # how ingest names a post's file
MIN_SURNAME = 4  # letters; a shorter last name alone is not matched with a known person


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A usable post while it is checked; its lines are looked up only where there is a problem."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What the checks of a post need to know of its site."""

    vocabularies: Vocabularies
    settings: DigestSettings
    exists: Callable[[str], bool]
    suggest_actor: Callable[[str], str | None]
    find_term: Callable[[Taxonomy, str], Term | None]


Rule = Callable[[Subject, _Context], Iterable[Problem]]


def check_post(
    text: str, vocabularies: Vocabularies, settings: DigestSettings, *, file: str, exists: Callable[[str], bool]
) -> tuple[Problem, ...]:
    """List the problems of a post's text; `exists` tells whether a path within the content folder is there."""
    return _check_text(text, vocabularies, settings, file=file, exists=exists, suggests=True)


def find_errors(
    text: str, vocabularies: Vocabularies, settings: DigestSettings, *, file: str, exists: Callable[[str], bool]
) -> tuple[Problem, ...]:
    """List the errors of a post's text alone: most of `check_post` is to look for actors that a new one may be."""
    problems = _check_text(text, vocabularies, settings, file=file, exists=exists, suggests=False)
    return tuple(problem for problem in problems if problem.severity == "error")


def _check_text(
    text: str,
    vocabularies: Vocabularies,
    settings: DigestSettings,
    *,
    file: str,
    exists: Callable[[str], bool],
    suggests: bool,
) -> tuple[Problem, ...]:
    checked = read_post(text, file=file, timezone=settings.timezone)
    subjects = [] if checked.post is None else [make_subject(file, checked)]
    found = check_subjects(subjects, vocabularies, settings, exists=exists, suggests=suggests)
    return sort_problems((*checked.problems, *found))


def make_subject(file: str, checked: CheckedPost) -> Subject:
    """Make the subject of a post that was just read. Raises ValueError if it cannot be used."""
    if checked.post is None:
        raise ValueError(f"{file}: this post cannot be used")
    return Subject(file=file, post=checked.post, has_status=has_status(checked), look=lambda: checked)


def has_status(checked: CheckedPost) -> bool:
    """Return whether a post says if it is published."""
    return not checked.lines.keys().isdisjoint(("status", "draft", "published"))


def check_subjects(
    subjects: Iterable[Subject],
    vocabularies: Vocabularies,
    settings: DigestSettings,
    *,
    exists: Callable[[str], bool],
    suggests: bool = True,
) -> tuple[Problem, ...]:
    """List what is wrong with each post beyond the form of its front matter.

    `suggests`: warn of new actors that look like known ones.
    """
    context = _Context(
        vocabularies=vocabularies,
        settings=settings,
        exists=exists,
        suggest_actor=cache(_make_suggester(vocabularies.actors) if suggests else lambda _: None),
        find_term=cache(lambda taxonomy, name: vocabularies.of(taxonomy).find(name)),
    )
    return tuple(problem for subject in subjects for rule in RULES for problem in rule(subject, context))


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file and line."""
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.message)))


def fix_post(text: str, *, file: str, timezone: ZoneInfo, is_free: Callable[[Post, dt.date], bool]) -> str:
    """Give a post the id that builds have derived for it so far, and a redirect from where another TIMEZONE had it.

    `is_free` tells whether no other post has the post's address on another day.
    """
    post = read_post(text, file=file, timezone=timezone).post
    if post is None:
        return text
    changes: dict[str, object] = {} if post.id else {"id": derive_id(file)}
    day = find_former_day(post, file, timezone)
    if day is not None and is_free(post, day):
        changes["aliases"] = (*post.aliases, _address_on(post, day))
    return edit_post(text, changes, file=file) if changes else text


def find_former_day(post: Post, file: str, zone: ZoneInfo) -> dt.date | None:
    """Find the day before or after a published post's, if its file is named for it and nothing redirects from there.

    So it is where TIMEZONE was changed after the post was published: the day in an address is that in the site's zone.
    A date that was moved by a day by hand looks the same, and wants the redirect too; a file whose name has no day
    tells nothing.
    """
    named = DATED_NAME_RE.match(PurePosixPath(file).name)
    if named is None or post.status != "published":
        return None
    try:
        day = dt.date.fromisoformat(named[1])
    except ValueError:
        return None
    is_beside = abs((post.date.astimezone(zone).date() - day).days) == 1
    aliases = {alias.strip("/").casefold() for alias in post.aliases}
    return day if is_beside and _address_on(post, day).strip("/").casefold() not in aliases else None


def _address_on(post: Post, day: dt.date) -> str:
    return f"/{post_path(day, post.slug)}"


def find_terms(subject: Subject, context: _Context) -> Iterable[Problem]:
    """Look every term up in its vocabulary."""
    for taxonomy in TAXONOMIES:
        seen: dict[str, str] = {}
        for name in getattr(subject.post, taxonomy):
            term = context.find_term(taxonomy, name)
            if term is None:
                yield from _unknown(subject, context, taxonomy, name)
            key = term.name if term else fold_name(name)
            if key in seen:
                message = f"{name!r} and {seen[key]!r} are the same {ONE[taxonomy]}; keep one of them"
                yield subject.problem(taxonomy, message, item=name, warning=True)
            seen[key] = name


def _unknown(subject: Subject, context: _Context, taxonomy: Taxonomy, name: str) -> Iterable[Problem]:
    if taxonomy == "actors":  # one that no vocabulary knows is a new actor; it may also be a typo
        close = context.suggest_actor(name)
        if close is not None:
            message = f"{name!r} is a new actor (did you mean {close!r}?)"
            yield subject.problem(taxonomy, message, item=name, warning=True)
        return
    message = unknown_message(ONE[taxonomy], name, context.vocabularies.of(taxonomy).suggest)
    if "did you mean" not in message:
        message += f"; correct it, or add it to {context.settings.vocabulary_path}/{taxonomy}.yaml"
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


def find_new_actors(subject: Subject, context: _Context) -> Iterable[Problem]:
    """Look up the countries of the actors that ingest found."""
    for actor in subject.post.digest.new_actors if subject.post.digest else ():
        if actor.country is not None and context.vocabularies.countries.find(actor.country) is None:
            message = unknown_message("country", actor.country, context.vocabularies.countries.suggest)
            yield subject.problem("digest", f"new_actors: {actor.name}: {message}")


def find_missing_picture(subject: Subject, context: _Context) -> Iterable[Problem]:
    """Find a picture that is not there."""
    image = subject.post.image
    if image is not None and not context.exists(image.src):
        yield subject.problem("image", f"there is no {image.src} in the content folder; correct the path or add it")


def find_odd_times(subject: Subject, context: _Context) -> Iterable[Problem]:
    """Find a `modified` that is before the post's date, or in the future."""
    post = subject.post
    if post.modified is None:
        return
    key = next((key for key in ("modified", "lastmod", "updated") if key in subject.checked.lines), "modified")
    if post.modified < post.date:
        yield subject.problem(key, f"{post.modified} is before the post's date, {post.date}", warning=True)
    elif context.settings.now is not None and post.modified > max(context.settings.now, post.date):
        yield subject.problem(key, f"{post.modified} is in the future; feeds would show it as the newest", warning=True)


def find_moved_address(subject: Subject, context: _Context) -> Iterable[Problem]:
    """Find published posts whose address another TIMEZONE has moved by a day."""
    post, zone = subject.post, context.settings.timezone
    day = find_former_day(post, subject.file, zone)
    if day is not None:
        message = (
            f"TIMEZONE puts it on {post.date.astimezone(zone):%Y-%m-%d}, its file's name on {day}; "
            f"`digest check --fix` redirects from {_address_on(post, day)}"
        )
        yield subject.problem("date", message, warning=True)


def find_missing_status(subject: Subject, context: _Context) -> Iterable[Problem]:  # noqa: ARG001
    """Find posts that do not say whether they are published."""
    if not subject.has_status:
        message = "the post has no status, so it is a draft; write `status: published` or `status: draft`"
        yield subject.problem("status", message, warning=True)


def find_device_slug(subject: Subject, context: _Context) -> Iterable[Problem]:  # noqa: ARG001
    """Find slugs that no folder of Windows can have: the published branch could not be checked out there."""
    if DEVICE_RE.fullmatch(subject.post.slug):
        message = f"{subject.post.slug!r} is the name of a device on Windows, where no file can have it; choose another"
        yield subject.problem("slug", message, warning=True)


def find_missing_id(subject: Subject, context: _Context) -> Iterable[Problem]:  # noqa: ARG001
    """Find posts without an id."""
    if subject.post.id is None:
        yield missing_id(subject)


def missing_id(subject: Subject) -> Problem:
    """Make the warning of a post without an id."""
    message = "the post has no id, so feed readers would show a renamed file as a new post; run `digest check --fix`"
    return subject.problem("id", message, warning=True)


RULES: tuple[Rule, ...] = (
    find_terms,
    find_new_actors,
    find_missing_picture,
    find_odd_times,
    find_moved_address,
    find_missing_id,
    find_missing_status,
    find_device_slug,
)
