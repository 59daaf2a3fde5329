"""Our own way to compile and fill in templates, held against Jinja's."""

import jinja2
import pytest
from digest.site.render.fast_jinja import QuickEnvironment
from jinja2 import DictLoader, Environment, StrictUndefined, Undefined

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


def make(kind: type[Environment], body: str) -> str:
    sources = {"parts": PARTS, "base": BASE, "page": "{% extends 'base' %}{% block body %}" + body + "{% endblock %}"}
    made = kind(loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined)
    made.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    made.globals["shout"] = lambda word="", **more: f"{word}! {more}"
    return made.get_template("page").render(name="<A> & 'B'", items=["<1>", "2"], entry={"key": "<v>", "b": 1})


@pytest.mark.parametrize("body", BODIES)
def test_page_is_that_of_jinja(body: str) -> None:
    assert make(QuickEnvironment, body) == make(Environment, body)


@pytest.mark.parametrize("body", WRONG)
def test_error_is_that_of_jinja(body: str) -> None:
    with pytest.raises((jinja2.TemplateError, TypeError)) as wanted:
        make(Environment, body)
    with pytest.raises(type(wanted.value)) as found:
        make(QuickEnvironment, body)
    assert str(found.value) == str(wanted.value)


def test_calls_are_made_without_the_context() -> None:
    environment = QuickEnvironment(undefined=Undefined)
    assert "context.call" not in str(environment.compile("{{ f(1, a=2) }}{{ g.h() }}", raw=True))
    assert "context.call" in str(environment.compile("{{ f(*more) }}", raw=True))
