"""Reads what a build needs from disk: posts, vocabularies, static pages, pictures and the theme's files."""

import hashlib
import logging
import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ...content.frontmatter import read_post
from ...content.frontmatter.split import FIRST_LINE, has_front_matter, split_post
from ...content.store import PRIVATE_FOLDER, STORIES_FILE, Content, read_text, walk
from ...core.errors import ProblemsError
from ...core.settings import DigestSettings
from ...core.slugs import slugify
from ...core.types import Problem
from ...core.yaml.reader import NodeReader, parse_yaml
from ..markup import Body, body_sha256, list_local_links
from ..plan import SiteFile, SiteFiles, StaticPage
from .pictures import find_picture_faults, is_resizable, measure_picture
from .posts import Posts

logger = logging.getLogger(__name__)

PAGE_KEYS = ("title", "slug", "description", "summary")
PAGE_SUFFIXES = (".md", ".markdown")
THEME_FOLDER = "theme"  # in the output
ASSET_HASH = 10  # hexadecimal digits that tell one version of a style sheet from the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that a build reads, and where files to copy are found again."""

    posts: Posts
    files: SiteFiles
    assets: Mapping[str, str]  # the theme's static files -> what changes when they do
    roots: Mapping[str, Path]


def read_sources(
    content: Content,
    themes: Sequence[Path],
    posts: Posts,
    *,
    lang: str,
    pages: Sequence[str],
    static: Sequence[str],
    private: tuple[str, ...],
    ours_only: bool = False,
) -> Sources:
    """Read the content and the theme's static files. Raises ProblemsError with every post's problems.

    With `ours_only`, pages that do not start with YAML front matter are left to Pelican.
    """
    made = tuple(_read_pages(content.root, pages, lang, posts, ours_only=ours_only))
    folders = {f"theme {number}": theme / "static" for number, theme in enumerate(themes)}
    copies = _list_assets(folders)
    return Sources(
        posts=posts,
        files=SiteFiles(pages=made, copies=(*copies, *_list_static(content.root, static, private))),
        assets={copy.source: copy.fingerprint for copy in copies},
        roots={**folders, "content": content.root},
    )


@contextmanager
def locate_problems(root: Path) -> Iterator[None]:
    """Add the line to problems that name a post and a field: the plan knows no lines."""
    try:
        yield
    except ProblemsError as error:
        raise ProblemsError(tuple(_locate(root, problem) for problem in error.problems)) from error


def read_page(path: Path, *, file: str, lang: str) -> StaticPage:
    """Read a page of `content/pages/`. Raises ProblemsError."""
    parts = split_post(read_text(path), file=file)
    reader = NodeReader(file=file, first_line=FIRST_LINE)
    node = parse_yaml(parts.header, file=file, first_line=FIRST_LINE)
    pairs = reader.mapping(node, None)
    fields = {key: reader.text(value, key) for key, (_, value) in pairs.items() if key in PAGE_KEYS}
    if reader.problems:
        raise ProblemsError(tuple(reader.problems))
    title = fields.get("title") or path.stem.replace("-", " ").capitalize()
    slug = fields.get("slug") or slugify(path.stem)
    description = fields.get("description") or fields.get("summary")
    body = Body(sha256=body_sha256(parts.body), lang=lang)
    return StaticPage(file=file, title=title, slug=slug, body=body, description=description)


def _read_pages(
    root: Path, folders: Sequence[str], lang: str, posts: Posts, *, ours_only: bool
) -> Iterator[StaticPage]:
    for folder in folders:
        for name in list_content(root, folder):
            path = root / name
            if name.endswith(PAGE_SUFFIXES) and (not ours_only or has_front_matter(read_text(path))):
                page = read_page(path, file=f"{root.name}/{name}", lang=lang)
                posts.texts[page.body.sha256] = str(path)
                yield replace(page, files=list_local_links(posts.bodies.html(page.body)))


def _list_assets(folders: Mapping[str, Path]) -> tuple[SiteFile, ...]:
    """List the static files of themes, each from the first folder that has it."""
    found = {path: name for name, folder in reversed(list(folders.items())) for path in _list_files(folder)}
    return tuple(
        SiteFile(
            path=f"{THEME_FOLDER}/{path}",
            root=name,
            source=path,
            fingerprint=_fingerprint(folders[name] / path)[:ASSET_HASH],
        )
        for path, name in sorted(found.items())
    )


def private_paths(settings: DigestSettings) -> tuple[str, ...]:
    """Return what is never copied to the site, whatever STATIC_PATHS says: raw articles and drafts are in there."""
    ours = (settings.vocabulary_path, settings.ledger_path, STORIES_FILE)
    return (settings.inbox_path, *settings.post_paths, PRIVATE_FOLDER, *ours)


def _list_static(root: Path, folders: Sequence[str], private: tuple[str, ...]) -> Iterator[SiteFile]:
    for path in sorted({path for folder in folders for path in list_content(root, folder)}):
        target = os.path.relpath(os.path.realpath(root / path), root)  # of a link
        if not is_private(path, private) and not is_private(target, private) and not _is_hidden(Path(target)):
            size = (root / path).stat().st_size
            facts = measure_picture(root / path)
            yield SiteFile(
                path=path,
                root="content",
                source=path,
                fingerprint=_fingerprint(root / path),
                size=size,
                width=facts.width if facts else 0,
                height=facts.height if facts else 0,
                resizable=is_resizable(path, size, facts),
                faults=find_picture_faults(path, size, facts),
            )


def is_private(path: str, private: Sequence[str]) -> bool:
    """Return whether a path of the content folder is one that is never published, or below one."""
    return f"{path}/".startswith(tuple(f"{one}/" for one in private))


def list_content(root: Path, folder: str) -> list[str]:
    """List the files in a folder of the content folder by their paths there; what must not be read is said."""
    found = []
    for path, fault in walk(posixpath.normpath(f"{root}/{folder}"), root):
        name = os.path.relpath(path, root)
        if fault is not None or not Path(path).is_file():
            logger.warning("%s/%s: %s", root.name, name, fault or "this link leads nowhere")
        elif not _is_hidden(Path(name)):
            found.append(name)
    return found


def _list_files(folder: Path) -> list[str]:
    """List the theme's files below a folder in a settled order, without hidden ones and editors' backups."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if not _is_hidden(path))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or path.name.endswith("~")


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _locate(root: Path, problem: Problem) -> Problem:
    path = root.parent / problem.file
    if problem.line is not None or problem.field is None or not path.is_file():
        return problem
    checked = read_post(read_text(path), file=problem.file)
    return replace(problem, line=checked.find_line(problem.field))
