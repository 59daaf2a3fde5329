"""What is known of posts from the last check is what a check of all finds anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from digest.content.store import Content, make_content, read_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Problem
from digest.editor.problems import find_problems
from digest.site.sources import Posts, load_vocabularies

SETTINGS = DigestSettings()


def write_post(content: Content, name: str, *lines: str) -> None:
    path = content.posts[0] / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {"title": name, "date": "2021-08-17", "id": f'"{name}"', "slug": name, "status": "published"}
    kept = [f"{key}: {value}" for key, value in keys.items() if not any(line.startswith(f"{key}:") for line in lines)]
    path.write_text("\n".join(["---", *kept, *filter(None, lines), "---", "", "Text.", ""]), encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    made = make_content(_folder(tmp_path / "content"), SETTINGS)
    _folder(made.vocabularies).joinpath("actors.yaml").write_text("- {name: Wang Yi, kind: person}\n", "utf-8")
    write_post(made, "a", "countries: [China, PRC]")  # a warning: they are one
    write_post(made, "b", "actors: [Wang Yii]")  # a warning: did you mean
    write_post(made, "c")
    return made


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def check(content: Content, cache: Path) -> tuple[Problem, ...]:
    return find_problems(content, SETTINGS, Posts(content, SETTINGS, cache))


CHANGES: dict[str, Callable[[Content], object]] = {
    "nothing": lambda _: None,
    "another post": lambda content: write_post(content, "c", "countries: [Atlantis]"),
    "a post that was warned of": lambda content: write_post(content, "a", "countries: [China]"),
    "a line before the one warned of": lambda content: write_post(
        content, "a", "show: full", "countries: [China, PRC]"
    ),
    "a post that was warned of deleted": lambda content: content.posts[0].joinpath("b.md").unlink(),
    "an id of two": lambda content: write_post(content, "c", 'id: "a"'),
    "no id": lambda content: write_post(content, "c", "id:"),
    "an address of two": lambda content: write_post(content, "c", "slug: A"),
    "an alias in use": lambda content: write_post(content, "c", "aliases: [/2021/08/17/a/]"),
    "a picture that is not there": lambda content: write_post(content, "c", "image: {src: images/x.png, alt: x}"),
    "a vocabulary": lambda content: (content.vocabularies / "actors.yaml").write_text("- name: Wang Yii\n", "utf-8"),
    "a broken vocabulary": lambda content: (content.vocabularies / "actors.yaml").write_text("- {", "utf-8"),
    "a broken post": lambda content: (content.posts[0] / "c.md").write_text("---\ntitle: [\n---\n", "utf-8"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_second_check_finds_what_a_first_one_would(content: Content, tmp_path: Path, name: str) -> None:
    assert len(check(content, tmp_path / "cache")) == 2
    CHANGES[name](content)
    for _ in range(2):
        assert check(content, tmp_path / "cache") == find_problems(content, SETTINGS)


def test_vocabularies_are_what_their_files_say(content: Content, tmp_path: Path) -> None:
    for text in ("- name: Wang Yi\n", "- name: Bo Unknown\n", "- name: Wang Yi\n"):
        (content.vocabularies / "actors.yaml").write_text(text, encoding="utf-8")
        for _ in range(2):
            assert load_vocabularies(content, tmp_path / "cache") == read_vocabularies(content)


@pytest.mark.parametrize("data", [b"", b"garbage", None])
def test_a_spoilt_cache_of_vocabularies_is_made_anew(content: Content, tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "cache" / "vocabularies"
    load_vocabularies(content, tmp_path / "cache")
    file.write_bytes(file.read_bytes()[:-9] if data is None else data)
    load_vocabularies.__globals__["_load"].cache_clear()  # another process
    assert load_vocabularies(content, tmp_path / "cache") == read_vocabularies(content)
