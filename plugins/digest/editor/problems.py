"""Every problem of a site: of its ledger, its vocabularies, each post, and ids and addresses that two posts share.

What the last check found is cached; only what has changed since is checked again.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from ..content.check import Subject, check_subjects, sort_problems
from ..content.frontmatter import derive_id
from ..content.paths import post_address
from ..content.store import Content, name_of, outlets_path, read_ledger, read_owners, read_stories, stories_path
from ..content.stories import check_stories
from ..content.vocabulary import Vocabularies, Vocabulary, base_vocabularies
from ..core.errors import ProblemsError, UnreadableError
from ..core.settings import SAMPLE_ID, SAMPLE_SITE_ID, DigestSettings
from ..core.slugs import slugify
from ..core.types import TAXONOMIES, Problem
from ..site.fingerprint import fingerprint_of
from ..site.sources import Posts, load_vocabularies, read_editor_texts
from ..site.versions import code_version
from .posts.private import check_private

KIND = "problems"  # in the cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found: in all, and in each post alone, whatever the others are."""

    posts: bytes = b""  # the fingerprint of all posts that were checked
    headers: Mapping[str, bytes] = field(default_factory=dict)  # fingerprints of front matter, by file
    pictures: tuple[str, ...] = ()  # files that were seen to be there
    problems: tuple[Problem, ...] = ()
    own: tuple[Problem, ...] = ()


def find_problems(content: Content, settings: DigestSettings, posts: Posts) -> tuple[Problem, ...]:
    """List every problem of the ledger, the vocabularies, the stories, the posts and their private files."""
    return (*_find_problems(content, settings, posts), *check_private(content, posts))


def _find_problems(content: Content, settings: DigestSettings, posts: Posts) -> tuple[Problem, ...]:
    inputs = _fingerprint_inputs(content, settings)
    before = Checked() if posts.broken else _load_check(content, posts, inputs)
    if not posts.broken and before.posts == posts.fingerprint:
        return before.problems
    problems = [*_settings_problems(settings), *_ledger_problems(content)]
    problems += [*_outlet_problems(content), *_story_problems(content, posts)]
    try:
        checked = _check_posts(content, settings, posts, load_vocabularies(content, posts.cache), before)
        problems += checked.problems
    except ProblemsError as error:
        checked = _check_posts(content, settings, posts, base_vocabularies(), before)
        # What only the editor's broken files know would look unknown now, and is no problem of the posts.
        problems += [*error.problems, *(problem for problem in checked.problems if problem.field not in TAXONOMIES)]
    if not any(problem.severity == "error" for problem in problems):
        posts.cache.put(KIND, inputs, {"": replace(checked, problems=tuple(problems))})
    return tuple(problems)


def _load_check(content: Content, posts: Posts, inputs: str) -> Checked:
    """Return what the last check found beside the same vocabularies, while the pictures that it saw are there."""
    checked: Checked | None = posts.cache.get(KIND, "", inputs)
    return checked if checked and all(map(_exists_in(content), checked.pictures)) else Checked()


def _fingerprint_inputs(content: Content, settings: DigestSettings) -> str:
    """Fingerprint all that a check reads beside the posts."""
    paths = (content.ledger, stories_path(content), outlets_path(content))
    files = tuple(path.read_bytes() if path.is_file() else b"" for path in paths)
    return fingerprint_of(files, read_editor_texts(content), repr(settings), code_version()).hex()


def _exists_in(content: Content) -> Callable[[str], bool]:
    return lambda name: (content.root / name).exists()


def _settings_problems(settings: DigestSettings) -> tuple[Problem, ...]:
    if settings.site_id != SAMPLE_SITE_ID:
        return ()
    return (Problem(file="pelicanconf.py", field="DIGEST_SITE_ID", message=SAMPLE_ID, severity="warning"),)


def _ledger_problems(content: Content) -> tuple[Problem, ...]:
    try:
        read_ledger(content)
    except ProblemsError as error:
        return error.problems
    return ()


def _outlet_problems(content: Content) -> tuple[Problem, ...]:
    try:
        read_owners(content)
    except ProblemsError as error:
        return error.problems
    except UnreadableError as error:
        return (error.problem(name_of(content, outlets_path(content))),)
    return ()


def _story_problems(content: Content, posts: Posts) -> tuple[Problem, ...]:
    try:
        stories = read_stories(content)
    except ProblemsError as error:
        return error.problems
    except UnreadableError as error:
        return (error.problem(name_of(content, stories_path(content))),)
    if posts.broken:  # a post that cannot be read is not gone; what is wrong with it is listed
        return stories.warnings
    return check_stories(stories, {one.post.id or derive_id(file) for file, one in posts.stored.items()})


def _check_posts(
    content: Content, settings: DigestSettings, posts: Posts, vocabularies: Vocabularies, before: Checked
) -> Checked:
    """Check the posts whose front matter has changed, and all together; `before` has the problems of the others."""
    headers = {file: stored.header for file, stored in posts.stored.items()}
    unchanged = {file for file, header in headers.items() if before.headers.get(file) == header}
    subjects = posts.subjects()
    changed = [subject for subject in subjects if subject.file not in unchanged]
    own = check_subjects(changed, vocabularies, settings, exists=_exists_in(content))
    own = (*[problem for problem in before.own if problem.file in unchanged], *own)
    zone = settings.timezone
    signs = check_signs(subjects, vocabularies.actors)
    together = (*check_together(subjects, zone), *signs, *check_leads(subjects, zone))
    problems = sort_problems((*posts.problems(), *own, *together))
    pictures = tuple(sorted({subject.post.image.src for subject in subjects if subject.post.image}))
    return Checked(posts=posts.fingerprint, headers=headers, pictures=pictures, problems=problems, own=own)


# --- Ids and addresses of which there can be only one -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A key of a post's front matter, or one item of that key's list."""

    subject: Subject
    key: str
    item: str | None = None

    def __str__(self) -> str:
        line = self.subject.checked.find_line(self.key, self.item)
        return self.subject.file if line is None else f"{self.subject.file}:{line}"


def check_together(subjects: Sequence[Subject], zone: ZoneInfo) -> tuple[Problem, ...]:
    """List the ids and addresses, present and former, that two posts claim."""
    if _share_nothing(subjects):
        return ()
    ids: dict[str, _Line] = {}
    addresses: dict[str, _Line] = {}
    problems = [problem for subject in subjects for problem in _check_id(subject, ids)]
    problems += [problem for subject in subjects for problem in _check_address(subject, addresses, zone)]
    problems += [problem for subject in subjects for problem in _check_aliases(subject, addresses, zone)]
    return tuple(problems)


def check_signs(subjects: Sequence[Subject], actors: Vocabulary) -> Iterator[Problem]:
    """Find actors whose names only signs tell apart, such as C and C#: they have one address, and so one page."""
    named = {name: subject for subject in reversed(subjects) for name in subject.post.actors}
    owners: dict[str, str] = {}
    for name in sorted(named):
        if actors.find(name) is None:
            slug = slugify(name)
            known = actors.by_slug(slug)
            other = known.name if known else owners.setdefault(slug, name)
            if _signs(name) != _signs(other):
                message = (
                    f"{name!r} has the address of {other!r} and is taken for the same actor; "
                    "if they are two, add each to actors.yaml with a slug of its own"
                )
                yield named[name].problem("actors", message, item=name, warning=True)


def check_leads(subjects: Sequence[Subject], zone: ZoneInfo) -> Iterator[Problem]:
    """Find days with two leads: one of them comes first, by the rules for all other posts."""
    first: dict[dt.date, Subject] = {}
    for subject in subjects:
        if subject.post.weight == "lead" and subject.post.status == "published":
            day = subject.post.date.astimezone(zone).date()
            if (other := first.setdefault(day, subject)) is not subject:
                message = f"{other.file} is the lead of {day} too; `digest arrange {day} --lead POST` leaves one"
                yield subject.problem("weight", message, warning=True)


def _signs(name: str) -> list[str]:
    """List the signs of a name that may tell it from another; others, such as full stops, are ways of writing."""
    return [char for char in name if char in "#&@%*/" or unicodedata.category(char).startswith("S")]


def _share_nothing(subjects: Sequence[Subject]) -> bool:
    """Return whether no two posts share an id or an address, which is nearly always so and quick to see."""
    ids = {subject.post.id or derive_id(subject.file) for subject in subjects}
    slugs = {subject.post.slug.casefold() for subject in subjects}
    return len(ids) == len(slugs) == len(subjects) and not any(subject.post.aliases for subject in subjects)


def _check_id(subject: Subject, ids: dict[str, _Line]) -> Iterator[Problem]:
    identity = subject.post.id or derive_id(subject.file)
    if other := _register(ids, identity, _Line(subject=subject, key="id")):
        yield subject.problem("id", f"{identity!r} is the id of {other} too; delete this line in the copy")


def _check_address(subject: Subject, addresses: dict[str, _Line], zone: ZoneInfo) -> Iterator[Problem]:
    address = post_address(subject.post, zone)
    if other := _register(addresses, address.casefold(), _Line(subject=subject, key="slug")):
        message = f"{address} is the address of {other} too; give one of the two another slug"
        yield subject.problem("slug" if "slug" in subject.checked.lines else "title", message)


def _check_aliases(subject: Subject, addresses: dict[str, _Line], zone: ZoneInfo) -> Iterator[Problem]:
    """Find former addresses that are in use; the present address of every post must be known by then."""
    present = post_address(subject.post, zone)
    for alias in subject.post.aliases:
        address = "/" + unquote(alias).strip("/").removesuffix("index.html").strip("/") + "/"
        if address.casefold() == present.casefold():
            message = f"{alias} is the post's address now; delete it here"
            yield subject.problem("aliases", message, item=alias, warning=True)
        elif other := _register(addresses, address.casefold(), _Line(subject=subject, key="aliases", item=alias)):
            message = f"{alias} is an address of {other} too; delete it in one of the two"
            yield subject.problem("aliases", message, item=alias)


def _register(owners: dict[str, _Line], value: str, line: _Line) -> str | None:
    """Register a value; return the line that has it already, unless that is this very line."""
    other = owners.setdefault(value, line)
    return str(other) if other is not line and str(other) != str(line) else None
