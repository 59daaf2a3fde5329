"""Suggestions for posts and raw files: what is ticked, what is left alone, and that the cache changes nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from digest.cli import digest
from digest.content.store import Content, make_content, stories_path
from digest.core.settings import DigestSettings
from digest.core.yaml.reader import load_plain
from digest.editor.stories import suggest
from digest.site.cache import CacheFile

SETTINGS = DigestSettings()
EVENTS = load_plain((Path(__file__).parents[1] / "quality" / "stories" / "events.yaml").read_text("utf-8"))
POST = """\
---
title: {headline}
date: {date}T09:00:00+00:00
id: "{id}"
slug: {id}
status: published
source: {{name: {outlet}}}
---

{text}
"""


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """Return a site with three reports each of eight events; ids are the event and the report's number."""
    made = make_content(_folder(tmp_path / "content"), SETTINGS)
    (tmp_path / "pelicanconf.py").write_text('PATH = "content"\nSITENAME = "Sample"\n', "utf-8")
    for event in EVENTS[:16:2]:
        for number in range(len(event["articles"][:3])):
            write(made, f"{event['event']}-{number}", event["articles"], number)
    return made


def _folder(path: Path) -> Path:
    (path / "inbox").mkdir(parents=True)
    return path


def write(content: Content, post_id: str, articles: list[dict[str, str]], number: int) -> None:
    article = articles[number]
    article = {**articles[int(article["copy"])], **article} if "copy" in article else article
    headline = article["headline"].replace(":", ",")
    path = content.root / "posts" / "2024" / f"{article['date']}-{post_id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(POST.format(**{**article, "headline": headline}, id=post_id), "utf-8")


def post(content: Content, post_id: str) -> Path:
    (path,) = content.root.glob(f"posts/*/*-{post_id}.md")
    return path


def ids(files: tuple[str, ...]) -> set[str]:
    return {file[len("content/posts/2024/YYYY-MM-DD-") : -len(".md")] for file in files}


def stories(content: Content, *lines: str) -> None:
    stories_path(content).write_text("\n".join((*lines, "")), "utf-8")


def ask(content: Content, cache: Path, *given: Path) -> list[tuple[str | None, set[str]]]:
    found, errors = suggest(content, SETTINGS, CacheFile(cache), given)
    assert errors == ()
    return [(one.story, ids(one.files)) for one in found if one.files]


def test_posts_in_no_story_are_grouped(content: Content, tmp_path: Path) -> None:
    found = ask(content, tmp_path / "cache")
    assert {frozenset(files) for _, files in found} >= {
        frozenset({"ferry-lund-0", "ferry-lund-1", "ferry-lund-2"}),
        frozenset({"quake-tamar-0", "quake-tamar-1", "quake-tamar-2"}),
    }
    assert {story for story, _ in found} == {None}
    assert all(len({one[:-2] for one in files}) == 1 for _, files in found)


def test_a_post_is_suggested_for_the_story_that_it_suits(content: Content, tmp_path: Path) -> None:
    stories(content, "- {title: Lund, posts: [ferry-lund-0, ferry-lund-1]}", "- {title: Karsa, posts: [vote-karsa-0]}")
    found, _ = suggest(content, SETTINGS, CacheFile(tmp_path / "cache"), [post(content, "ferry-lund-2")])
    assert [(one.story, one.title, ids(one.files)) for one in found] == [("lund", "Lund", {"ferry-lund-2"})]
    assert "Northern Lark" in found[0].why
    assert found[0].why.endswith("two days apart")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- {title: Lund, posts: [ferry-lund-0, ferry-lund-1], not: [ferry-lund-2]}", id="refused"),
        pytest.param("- {title: Lund, posts: [ferry-lund-0, ferry-lund-1], status: closed}", id="closed"),
        pytest.param("- {title: Lund, posts: [ferry-lund-0, ferry-lund-1, ferry-lund-2]}", id="in it already"),
    ],
)
def test_what_the_editor_has_decided_is_not_asked_again(content: Content, tmp_path: Path, line: str) -> None:
    stories(content, line)
    assert ask(content, tmp_path / "cache", post(content, "ferry-lund-2")) == []


def test_the_cache_changes_nothing(content: Content, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = ask(content, cache)
    assert ask(content, cache) == first
    write(content, "ferry-lund-3", EVENTS[0]["articles"], 3)
    post(content, "quake-tamar-2").unlink()
    post(content, "vote-karsa-1").write_text("---\ntitle: [\n---\n", "utf-8")
    changed = ask(content, cache)
    assert changed == ask(content, tmp_path / "new")
    assert {"ferry-lund-0", "ferry-lund-1", "ferry-lund-2", "ferry-lund-3"} in [files for _, files in changed]


def test_a_copy_is_named(content: Content, tmp_path: Path) -> None:
    write(content, "ferry-lund-3", EVENTS[0]["articles"], 3)
    found, _ = suggest(content, SETTINGS, CacheFile(tmp_path / "cache"), [post(content, "ferry-lund-3")])
    assert "same text as Harbour Wire" in found[0].why


def run(content: Content, *words: str) -> tuple[int, str]:
    settings = str(content.root.parent / "pelicanconf.py")
    done = CliRunner().invoke(digest, ["--settings", settings, "stories", "suggest", *words])
    return done.exit_code, done.output


def test_the_command_line_reads_raw_files(content: Content, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number, article in enumerate(EVENTS[1]["articles"]):
        (raw / f"{number}.txt").write_text(f"{article['headline']}\n\n{article['text']}\n", "utf-8")
    status, output = run(content, "--format", "json", str(raw))
    (row,) = [json.loads(line) for line in output.splitlines()]
    assert (status, row["story"], sorted(Path(file).name for file in row["files"])) == (
        0,
        None,
        ["0.txt", "1.txt", "2.txt"],
    )
    assert set(row) == {"files", "maybe", "story", "score", "why"}
    assert "Santa Brava" in row["why"]
    status, output = run(content, str(raw))
    assert status == 0
    assert output.startswith("a new story (")
    assert f"    + {raw}/0.txt\n" in output


def test_what_lies_in_a_folder_is_grouped_among_itself(content: Content, tmp_path: Path) -> None:
    stories(content, "- {title: Lund, posts: [ferry-lund-0, ferry-lund-1]}")
    raw = tmp_path / "raw"
    raw.mkdir()
    for number, article in enumerate(EVENTS[0]["articles"][:2]):
        (raw / f"{number}.txt").write_text(f"{article['headline']}\n\n{article['text']}\n", "utf-8")
    found, errors = suggest(content, SETTINGS, CacheFile(tmp_path / "cache"), [raw])
    assert errors == ()
    assert [(one.story, [Path(file).name for file in one.files]) for one in found] == [(None, ["0.txt", "1.txt"])]
    alone, _ = suggest(content, SETTINGS, CacheFile(tmp_path / "cache"), [raw / "1.txt"])
    assert [one.story for one in alone] == ["lund"]
    year = content.root / "posts" / "2024"
    assert {"quake-tamar-0", "quake-tamar-1", "quake-tamar-2"} in [
        files for _, files in ask(content, tmp_path / "cache", year)
    ]


def test_a_file_that_cannot_be_read_is_named(content: Content, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    status, output = run(content, str(tmp_path / "bad.pdf"))
    assert status == 1
    assert "bad.pdf" in output


def test_nothing_is_suggested_where_nothing_is_alike(content: Content, tmp_path: Path) -> None:
    stories(
        content,
        *(
            f"- {{title: T{number}, posts: [{path.stem[11:]}]}}"
            for number, path in enumerate(sorted(content.root.glob("posts/*/*.md")))
        ),
    )
    assert run(content) == (0, "")
    assert ask(content, tmp_path / "cache") == []
