"""Every setting, task, verb and front matter field is told in docs/."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from digest.cli import VERBS
from digest.core.settings import KEYS, PREFIX
from digest.core.types import Image, Post, Provenance, Source
from digest.ingest.reasons import REMOVED

import tasks

ROOT = Path(__file__).parents[1]
TASKS = sorted(tasks.namespace.task_names)


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("key", KEYS)
def test_setting_is_documented(key: str) -> None:
    assert f"`{key}`" in read("settings.md")


def test_no_setting_is_documented_that_does_not_exist() -> None:
    settings = read("settings.md").partition("## In the environment")[0]
    documented = set(re.findall(r"^\| `(DIGEST_[A-Z_]+)` ", settings, re.MULTILINE))
    assert documented == {key for key in KEYS if key.startswith(PREFIX)}


@pytest.mark.parametrize("kind", [Post, Source, Image, Provenance], ids=lambda kind: kind.__name__)
def test_front_matter_field_is_documented(kind: type) -> None:
    missing = {field.name for field in fields(kind) if f"`{field.name}`" not in read("editing.md")}
    assert missing - {"extra", "body"} == set()


@pytest.mark.parametrize("verb", VERBS)
def test_verb_is_documented(verb: str) -> None:
    assert f"| `{verb}" in read("editing.md")


@pytest.mark.parametrize("name", TASKS)
def test_task_is_documented(name: str) -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    told = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert re.search(rf"invoke {name}\b", told)


def test_every_reason_for_a_removed_line_is_documented_with_its_text() -> None:
    table = read("ingest.md").partition("| key | shown as |\n")[2].partition("\n\n")[0]
    told = dict(re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|$", table, re.MULTILINE))
    assert told == dict(REMOVED)
