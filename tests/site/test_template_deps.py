"""A template's fingerprint changes with the templates that it draws in, and with no other."""

from pathlib import Path

import pytest
from digest.site.render.template_deps import TemplateDeps, read_templates

TEMPLATES = {
    "base.html": "{% from 'partials/a.html' import a %}{% block body %}{% endblock %}",
    "partials/a.html": "{% macro a() %}{% include ['partials/b.html', 'none.html'] ignore missing %}{% endmacro %}",
    "partials/b.html": "b",
    "page.html": "{%- extends 'base.html' -%}{# {% include 'other.html' %} #}",
    "other.html": "{% raw %}{% include 'page.html' %}{% endraw %}",
    "round.html": "{% include 'trip.html' %}",
    "trip.html": "{% include 'round.html' %}",
    "any.html": "{% include name %}",
    "broken.html": "{% if %}",
}
DRAWN_IN = {
    "page.html": {"page.html", "base.html", "partials/a.html", "partials/b.html"},
    "partials/a.html": {"partials/a.html", "partials/b.html"},
    "other.html": {"other.html"},
    "round.html": {"round.html", "trip.html"},
    "any.html": set(TEMPLATES),
    "broken.html": set(TEMPLATES),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEMPLATES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", DRAWN_IN)
def test_a_template_changes_with_what_it_draws_in(folder: Path, name: str) -> None:
    before = TemplateDeps([folder]).fingerprint(name)
    changed = set()
    for other, text in TEMPLATES.items():
        (folder / other).write_text(f"{text} ", encoding="utf-8")
        if TemplateDeps([folder]).fingerprint(name) != before:
            changed.add(other)
        (folder / other).write_text(text, encoding="utf-8")
    assert changed == DRAWN_IN[name]


def test_a_template_that_was_missing_counts_when_it_comes(folder: Path) -> None:
    before = TemplateDeps([folder]).fingerprint("page.html")
    (folder / "none.html").write_text("now", encoding="utf-8")
    assert TemplateDeps([folder]).fingerprint("page.html") != before


def test_the_first_folder_wins(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    (own / "base.html").write_text("mine", encoding="utf-8")
    mine = TemplateDeps([own, folder]).fingerprint("page.html")
    assert (
        mine != TemplateDeps([folder]).fingerprint("page.html") == TemplateDeps([folder, own]).fingerprint("page.html")
    )
    assert read_templates([own, folder]) != read_templates([folder]) == read_templates([folder, own])


def test_a_former_name_is_told_with_the_new_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "old.html").write_text("{{ keep(m, 1) }}", encoding="utf-8")
    (tmp_path / "new.html").write_text("{{ cached(m, 1) }} keep(it)", encoding="utf-8")
    (tmp_path / "own.html").write_text("{% macro keep(a) %}{% endmacro %}{{ keep(1) }}", encoding="utf-8")
    TemplateDeps([tmp_path]).warn_of_old_names()
    assert caplog.messages == ["theme: old.html: keep() is now called cached(); replace it there"]
