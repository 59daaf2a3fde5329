"""What a build reads: posts through the cache, vocabularies, pages and files; and what it makes of the last build."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from digest.content.store import Content, make_content
from digest.core.errors import ContentError, ProblemsError
from digest.core.settings import DigestSettings
from digest.core.types import Problem
from digest.site.cache import BuildRecord, CacheFile, Counts, Outputs
from digest.site.plan import GroupRecord, PreviousPlan
from digest.site.sources import (
    BuildInputs,
    BuildRequest,
    Posts,
    is_unchanged,
    load_previous,
    load_vocabularies,
    make_build_record,
    private_paths,
    read_sources,
    vocabularies,
)
from digest.site.sources.posts import load_body
from digest.site.sources.reading import locate_problems, read_page
from support.posts import post_text

NOW = dt.datetime(2021, 9, 1, tzinfo=dt.UTC)
SETTINGS = DigestSettings()
CONTEXT = b"settings, theme and files"
DUE = dt.datetime(2021, 12, 1, 9, tzinfo=dt.UTC)
NEWEST = dt.datetime(2021, 8, 18, 9, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    days = {"a": ("2021-08-17", "published"), "b": ("2021-08-18", "draft"), "c": ("2021-12-01", "published")}
    for name, (day, status) in days.items():
        text = post_text(f"Post {name}", day, f"Text {name}.", status=status, id=f'"{name}"')
        write(tmp_path, f"content/posts/{name}.md", text)
    return make_content(tmp_path / "content", SETTINGS)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(content: Content, tmp_path: Path, *, formats: bool = False) -> Posts:
    return Posts(content, SETTINGS, CacheFile(tmp_path / "cache"), formats=formats)


# --- Posts ------------------------------------------------------------------------------------------------------------


def test_posts_are_read_by_file_without_their_bodies(content: Content, tmp_path: Path) -> None:
    posts = read(content, tmp_path)
    assert [(file, post.title, post.body) for file, post in posts.posts.items()] == [
        (f"content/posts/{name}.md", f"Post {name}", "") for name in "abc"
    ]
    assert (posts.parsed, posts.broken, posts.problems()) == (3, [], ())


def test_a_second_look_parses_what_has_changed(content: Content, tmp_path: Path) -> None:
    first = read(content, tmp_path)
    second = read(content, tmp_path)
    assert (second.parsed, second.posts, second.fingerprint) == (0, first.posts, first.fingerprint)
    write(tmp_path, "content/posts/b.md", post_text("Changed", "2021-08-18", "Text b.", id='"b"'))
    (tmp_path / "content/posts/c.md").unlink()
    third = read(content, tmp_path)
    assert (third.parsed, [post.title for post in third.posts.values()]) == (1, ["Post a", "Changed"])
    assert third.fingerprint != first.fingerprint
    assert read(content, tmp_path).parsed == 0


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("Post a", "Post A"), id="front matter"),
        pytest.param(lambda text: text.replace("Text a", "Text A"), id="body"),
    ],
)
def test_the_fingerprint_of_posts_changes_with_each(
    content: Content, tmp_path: Path, change: Callable[[str], str]
) -> None:
    before = read(content, tmp_path).fingerprint
    path = tmp_path / "content/posts/a.md"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert read(content, tmp_path).fingerprint != before


def test_a_renamed_post_changes_the_fingerprint(content: Content, tmp_path: Path) -> None:
    before = read(content, tmp_path).fingerprint
    (tmp_path / "content/posts/a.md").rename(tmp_path / "content/posts/aa.md")
    posts = read(content, tmp_path)
    assert (posts.fingerprint != before, "content/posts/aa.md" in posts.posts) == (True, True)


def test_posts_that_cannot_be_used_are_said_together(content: Content, tmp_path: Path) -> None:
    write(tmp_path, "content/posts/broken.md", "---\ntitle: [\n---\n")
    (tmp_path / "content/posts/latin.md").write_bytes(b"---\ntitle: \xe9\n---\n")
    posts = read(content, tmp_path)
    assert [problem.file for problem in posts.broken] == ["content/posts/broken.md", "content/posts/latin.md"]
    with pytest.raises(ProblemsError) as error:
        _ = posts.posts
    assert error.value.problems == tuple(posts.broken)
    assert posts.stored.keys() == {f"content/posts/{name}.md" for name in "abc"}
    assert read(content, tmp_path).broken == posts.broken


def test_texts_are_formatted_while_they_are_at_hand(content: Content, tmp_path: Path) -> None:
    assert read(content, tmp_path).bodies.made == 0
    write(tmp_path, "content/posts/a.md", post_text("Post a", "2021-08-17", "Another text.", id='"a"'))
    assert read(content, tmp_path, formats=True).bodies.made == 1


def test_a_text_that_changed_while_the_site_was_built_is_an_error(content: Content, tmp_path: Path) -> None:
    stored = read(content, tmp_path).stored["content/posts/a.md"]
    path = tmp_path / "content/posts/a.md"
    assert load_body(path, stored.body) == "Text a."
    path.write_text(post_text("Post a", "2021-08-17", "Changed.", id='"a"'), encoding="utf-8")
    with pytest.raises(ContentError, match=r"a\.md: it was changed while the site was built; build it again"):
        load_body(path, stored.body)


# --- Vocabularies -----------------------------------------------------------------------------------------------------


def test_vocabularies_come_from_the_cache_while_no_file_has_changed(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    before = vocabularies.read_vocabularies
    monkeypatch.setattr(vocabularies, "read_vocabularies", lambda content: made.append(1) or before(content))

    def load() -> object:
        return load_vocabularies(content, CacheFile(tmp_path / "cache"))

    assert (load(), load(), len(made)) == (before(content), before(content), 1)
    write(tmp_path, "content/vocabularies/actors.yaml", "- {name: Wang Yi, kind: person}\n")
    assert (load(), load(), len(made)) == (before(content), before(content), 2)


# --- The rest of the sources ------------------------------------------------------------------------------------------


def test_pages_pictures_and_the_themes_files_are_found_but_nothing_private(content: Content, tmp_path: Path) -> None:
    for name in ("inbox/raw.txt", "images/a.png", "images/.hidden", "images/b.png~", "posts/a.txt", "pages/about.md"):
        write(tmp_path / "content", name, "text")
    write(tmp_path, "content/pages/about.md", "---\ntitle: About\n---\n\nText.\n")
    write(tmp_path, "content/pages/notes.txt", "no page")
    write(tmp_path, "theme/static/css/base.css", "a {}")
    sources = read_sources(
        content,
        [tmp_path / "theme"],
        read(content, tmp_path),
        lang="en",
        pages=["pages"],
        static=["images", ".", "inbox"],
        private=private_paths(SETTINGS),
    )
    assert [(page.file, page.slug) for page in sources.files.pages] == [("content/pages/about.md", "about")]
    assert [copy.path for copy in sources.files.copies] == [
        "theme/css/base.css",
        "images/a.png",
        "pages/about.md",
        "pages/notes.txt",
    ]
    assert sources.assets.keys() == {"css/base.css"}
    assert sources.roots == {"theme 0": tmp_path / "theme/static", "content": content.root}


def test_of_two_themes_the_first_one_s_file_counts(content: Content, tmp_path: Path) -> None:
    write(tmp_path, "mine/static/css/tokens.css", "mine")
    write(tmp_path, "theme/static/css/tokens.css", "theirs")
    write(tmp_path, "theme/static/css/base.css", "theirs")
    themes = [tmp_path / "mine", tmp_path / "theme"]
    sources = read_sources(content, themes, read(content, tmp_path), lang="en", pages=[], static=[], private=())
    found = {copy.path: (sources.roots[copy.root] / copy.source).read_text() for copy in sources.files.copies}
    assert found == {"theme/css/base.css": "theirs", "theme/css/tokens.css": "mine"}


def test_a_page_is_named_by_its_file_where_it_says_no_more(tmp_path: Path) -> None:
    path = write(tmp_path, "how-it-works.md", "---\nsummary: Short.\n---\n\nText.\n")
    page = read_page(path, file="pages/how-it-works.md", lang="de")
    assert (page.title, page.slug, page.description, page.body.lang) == ("How it works", "how-it-works", "Short.", "de")


def test_a_problem_of_a_field_gets_its_line(content: Content, tmp_path: Path) -> None:
    problem = Problem(file="content/posts/a.md", field="slug", message="taken")
    with pytest.raises(ProblemsError) as error, locate_problems(content.root):
        raise ProblemsError((replace(problem, field="id"), replace(problem, file="elsewhere.md")))
    assert [one.line for one in error.value.problems] == [5, None]


# --- What the last build tells of this one ----------------------------------------------------------------------------


@pytest.fixture
def inputs(content: Content, tmp_path: Path) -> BuildInputs:
    request = BuildRequest(
        settings=replace(SETTINGS, drafts=True),
        content=content,
        cache=tmp_path / "cache",
        theme=tmp_path / "theme",
        planned=True,
        page_paths=(),
        static_paths=(),
        now=NOW,
    )
    return BuildInputs(request=request)


@pytest.fixture
def outputs(inputs: BuildInputs, tmp_path: Path) -> Outputs:
    made = Outputs(inputs.posts.cache, tmp_path / "output")
    made.build = make_build_record(inputs, CONTEXT, 7)
    made.groups = {"group": GroupRecord(b"g", ("a",), ())}
    return made


def at(inputs: BuildInputs, moment: dt.datetime, *, incremental: bool = True) -> BuildInputs:
    settings = replace(inputs.request.settings, incremental=incremental)
    return BuildInputs(request=replace(inputs.request, now=moment, settings=settings))


def test_a_build_is_recorded_with_its_counts_and_how_long_it_holds(inputs: BuildInputs, outputs: Outputs) -> None:
    assert outputs.build == BuildRecord(
        posts=inputs.posts_fingerprint,
        context=CONTEXT,
        since=int(NEWEST.timestamp()) * 1_000_000,
        until=int(DUE.timestamp()) * 1_000_000,
        counts=Counts(posts=1, drafts=1, hidden=0, pages=7),
    )


@pytest.mark.parametrize(
    ("moment", "unchanged"), [(NOW, True), (NEWEST, True), (NEWEST - TICK, False), (DUE - TICK, True), (DUE, False)]
)
def test_a_build_holds_from_its_newest_post_to_the_next(
    inputs: BuildInputs, outputs: Outputs, moment: dt.datetime, unchanged: bool
) -> None:
    assert is_unchanged(at(inputs, moment), outputs, CONTEXT) is unchanged


def test_a_build_of_other_sources_is_another(inputs: BuildInputs, outputs: Outputs, tmp_path: Path) -> None:
    assert not is_unchanged(inputs, outputs, b"other settings")
    assert not is_unchanged(at(inputs, NOW, incremental=False), outputs, CONTEXT)
    assert not is_unchanged(inputs, Outputs(inputs.posts.cache, tmp_path / "other"), CONTEXT)
    write(tmp_path, "content/posts/a.md", post_text("Changed", "2021-08-17", "Text."))
    assert not is_unchanged(at(inputs, NOW), outputs, CONTEXT)


def test_an_output_that_is_gone_is_a_change(inputs: BuildInputs, outputs: Outputs) -> None:
    outputs.register(["a"])
    outputs.build = make_build_record(inputs, CONTEXT, 7)
    assert not is_unchanged(inputs, outputs, CONTEXT)
    previous = load_previous(inputs, outputs, CONTEXT)
    assert previous == PreviousPlan(groups=outputs.groups, modified_outputs=frozenset({"a"}))


def test_groups_are_told_from_the_last_build_where_all_else_is_the_same(inputs: BuildInputs, outputs: Outputs) -> None:
    assert load_previous(inputs, outputs, CONTEXT).groups == outputs.groups
    assert load_previous(inputs, outputs, b"other settings") == PreviousPlan()
    assert load_previous(at(inputs, NOW, incremental=False), outputs, CONTEXT) == PreviousPlan()
    outputs.build = None  # it was killed
    assert load_previous(inputs, outputs, CONTEXT) == PreviousPlan()
