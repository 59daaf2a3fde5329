"""The fast Jinja environment makes the pages of Jinja's own, and gives way to it where it was not tested."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import jinja2
import pytest
from digest.site.cache import CacheFile
from digest.site.render import fast_jinja
from digest.site.render.fast_jinja import HERE, CompiledTemplates, FastEnvironment, make_environment
from jinja2 import DictLoader, Environment, StrictUndefined, Undefined
from support.small_site import tree
from support.workshop import Workshop

PARTS = """
{% macro row(name, level=2, last=false) -%}
<h{{ level }}>{{ name }}{% if last %}.{% endif %}</h{{ level }}>{%- endmacro %}
{% macro all() -%}{{ varargs | join("+") }} {{ kwargs | dictsort }}{%- endmacro %}
{% macro framed(title) -%}<b>{{ title }}{{ caller() }}</b>{%- endmacro %}
{% macro told(title) -%}<i>{{ caller("<x>") }}</i>{%- endmacro %}
{% macro outer(name) -%}{{ row(name) }}{{ row(name, last=true) }}{%- endmacro %}
"""
BASE = "{% import 'parts' as parts %}<main>{% block body %}base {{ name }}{% endblock %}</main>"
BODIES = [
    "{{ name }} {{ 5 }} {{ none }} {{ 1.5 }} {{ true }}",
    "{{ parts.row(name) }}",
    "{{ parts.row(name, 3) }}{{ parts.row(name, 3, true) }}",
    "{{ parts.row(level=4, name=name) }}{{ parts.row(name, last=true) }}",
    "{{ parts.row(*[name, 5]) }}{{ parts.row(**{'name': name}) }}",
    "{{ parts.all(1, 2, a=3) }}{{ parts.all() }}",
    "{% call parts.framed('T & T') %}in <u>{{ name }}</u>{% endcall %}",
    "{% call(x) parts.told('t') %}{{ x }}{% endcall %}",
    "{{ parts.outer(name) }}{{ parts.outer(parts.row('<')) }}",
    "{% for one in items %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{{ shout(one) }}{% endfor %}",
    "{{ super() }}{{ shout(word=name) }}{{ shout(class=1) }}",
    "{{ range(3) | list }}{{ dict(a=1) }}{% set c = cycler('x', 'y') %}{{ c.next() }}{{ c.next() }}",
    "{{ entry.key }}{{ entry.items() | list }}{{ name.upper() }}",
    "{% set ns = namespace(n=1) %}{% for one in items %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
    "{{ name | tojson }}{{ '</é\"\\\\>' | tojson }}{{ entry | tojson(indent=2) }}{{ [1, none, entry] | tojson }}",
    "{% filter upper %}{{ parts.row(name) }}{% endfilter %}{{ ('<a>' | safe) ~ name }}",
]
WRONG = [
    "{{ missing }}",
    "{{ parts.row() }}",
    "{{ parts.row(1, 2, 3, 4) }}",
    "{{ parts.row(1, other=2) }}",
    "{{ nothing() }}",
]


def make(kind: Callable[..., Environment], body: str) -> str:
    sources = {"parts": PARTS, "base": BASE, "page": "{% extends 'base' %}{% block body %}" + body + "{% endblock %}"}
    made = kind(loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined)
    made.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    made.globals["shout"] = lambda word="", **more: f"{word}! {more}"
    return made.get_template("page").render(name="<A> & 'B'", items=["<1>", "2"], entry={"key": "<v>", "b": 1})


@pytest.mark.parametrize("body", BODIES)
def test_page_is_that_of_jinja(body: str) -> None:
    assert make(FastEnvironment, body) == make(Environment, body)


@pytest.mark.parametrize("body", WRONG)
def test_error_is_that_of_jinja(body: str) -> None:
    with pytest.raises((jinja2.TemplateError, TypeError)) as wanted:
        make(Environment, body)
    with pytest.raises(type(wanted.value)) as found:
        make(FastEnvironment, body)
    assert str(found.value) == str(wanted.value)


def test_calls_are_made_without_the_context() -> None:
    environment = FastEnvironment(undefined=Undefined)
    assert "context.call" not in str(environment.compile("{{ f(1, a=2) }}{{ g.h() }}", raw=True))
    assert "context.call" in str(environment.compile("{{ f(*more) }}", raw=True))


@pytest.fixture
def untested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_jinja, "TESTED", frozenset({"3.0.0"}))


def test_the_fast_way_is_taken_with_the_version_at_hand(caplog: pytest.LogCaptureFixture) -> None:
    assert isinstance(make_environment(), FastEnvironment)
    assert caplog.messages == []


@pytest.mark.usefixtures("untested")
def test_jinjas_own_way_is_taken_with_another_version(caplog: pytest.LogCaptureFixture) -> None:
    assert type(make_environment()) is Environment
    (message,) = caplog.messages
    assert message.startswith(f"Jinja {version('jinja2')} was not tested with the fast templates (3.0.0 were)")


@pytest.mark.usefixtures("untested")
@pytest.mark.parametrize("body", [*BODIES, f"{{{{ '{HERE}x' }}}}{{{{ name ~ '{HERE}' }}}}{{{{ items[0] | tojson }}}}"])
def test_both_ways_make_the_same(body: str) -> None:
    assert make(make_environment, body) == make(FastEnvironment, body)


@pytest.mark.usefixtures("untested")
def test_a_site_is_the_same_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Workshop(tmp_path)
    site.build()
    own = tree(site.output)
    monkeypatch.setattr(fast_jinja, "TESTED", frozenset({version("jinja2")}))
    assert own == site.fresh()


def make_cached(folder: Path, kind: Callable[..., Environment] = FastEnvironment, source: str = "{{ f(1) }}") -> str:
    loader = DictLoader({"page": source})
    made = kind(loader=loader, autoescape=True, bytecode_cache=CompiledTemplates(CacheFile(folder)))
    return made.get_template("page").render(f=lambda number: f"<{number}>")


def test_compiled_templates_are_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_cached(tmp_path) == "&lt;1&gt;"
    monkeypatch.setattr(FastEnvironment, "compile", None, raising=False)  # nothing is compiled again
    assert make_cached(tmp_path) == "&lt;1&gt;"


def test_templates_compiled_in_another_way_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_cached(tmp_path)
    assert make_cached(tmp_path, source="other") == "other"
    monkeypatch.setattr(Environment, "compile", None)  # Jinja's own way, another source: it must be compiled
    for kind, source in ((Environment, "other"), (FastEnvironment, "more")):
        with pytest.raises(TypeError):
            make_cached(tmp_path, kind, source)
