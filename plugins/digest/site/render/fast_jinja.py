"""Fast Jinja environment: compiles templates to plain calls, where all have the same globals and are escaped.

Jinja asks of each thing that a template calls whether it wants the context, makes a new string of each piece of markup
that a macro has made already, and asks for each import of each page whether the page has globals that the imported
file has not. Here nothing that a template calls wants the context. The code generator and the template class may be
replaced, as Jinja's documentation says; but ours rely on names in compiled templates, so they are used with versions
that they were tested with alone. With any other, Jinja's own environment makes the same pages, more slowly.
"""

import logging
from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from importlib.metadata import version
from json import JSONEncoder
from keyword import iskeyword
from typing import Any, Final

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from ..cache import CacheFile

logger = logging.getLogger(__name__)

INSTALLED: Final = version("jinja2")
TESTED: Final = frozenset({"3.1.5", "3.1.6"})  # add one when tests/site/test_fast_jinja.py passes with it
VERSION: Final = "1"  # of the code that is generated
KIND: Final = "templates"  # in the cache file
HERE: Final = "\x7f"  # stands for the way to the site's root, in links alone: nothing that is filled in can hold it
TEXTS: Final = 4_000  # escaped ones, kept in memory: names and titles come again and again

# Of what is markup already: without the questions that `Markup` asks.
make_markup: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)
_encode: Final = JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def make_environment(**options: Any) -> Environment:
    """Return the fast environment, or Jinja's own where this version of Jinja was not tested."""
    if INSTALLED in TESTED:
        return FastEnvironment(**options)
    message = "Jinja %s was not tested with the fast templates (%s were): pages are the same, but a build takes longer"
    logger.warning(message, INSTALLED, ", ".join(sorted(TESTED)))
    environment = Environment(**options, finalize=_drop_placeholder)
    environment.filters["tojson"] = to_json
    return environment


def _drop_placeholder(value: object) -> object:
    return value.replace(HERE, "") if type(value) is str else value


@lru_cache(TEXTS)
def _escape_text(text: str) -> Markup:
    return escape(text.replace(HERE, ""))


class FastMacro(Macro):
    """A macro that is called as it was declared, as nearly all are, goes straight to its function."""

    def __init__(self, environment: Environment, func: Any, name: str, arguments: Any, *others: Any) -> None:
        super().__init__(environment, func, name, arguments, *others)
        self._is_plain = not (self.catch_kwargs or self.catch_varargs or self.caller)
        self._absent = [(missing,) * (self._argument_count - given) for given in range(self._argument_count + 1)]

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Return the markup that the macro makes."""
        if kwargs and self._is_plain:
            args += tuple([kwargs.pop(name, missing) for name in self.arguments[len(args) :]])
        if kwargs or not self._is_plain or len(args) > self._argument_count:
            return super().__call__(*args, **kwargs)
        return make_markup(self._func(*args, *self._absent[len(args)]))


class FastCode(CodeGenerator):
    """Writes what a template calls as plain calls; what is out of the ordinary, such as `**more`, Jinja's way."""

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT -- Jinja's
        """Write a call."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for place, argument in enumerate((*node.args, *node.kwargs)):
            if place:
                self.write(", ")
            self.visit(argument, frame)
        self.write(")")


class FastTemplate(Template):
    """A template of an environment whose globals are those of all its templates."""

    @classmethod
    def _from_namespace(cls, environment: Environment, namespace: MutableMapping[str, Any], *others: Any) -> Template:
        namespace.update(escape=escape_value, Markup=make_markup, Macro=FastMacro)
        template = super()._from_namespace(environment, namespace, *others)
        template.globals = dict(template.globals)  # a chain of them takes long to go through
        return template

    def _get_default_module(self, _context: object = None) -> Any:
        return super()._get_default_module() if self._module is None else self._module


class FastEnvironment(Environment):
    """An environment of fast templates."""

    template_class = FastTemplate
    code_generator_class = FastCode

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters["tojson"] = to_json


def escape_value(value: object) -> Markup:
    """Escape a value that is filled in, unless it is markup."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return _escape_text(value)
    return make_markup(str(value)) if kind is int else escape(value)


def to_json(value: object, indent: int | None = None) -> Markup:
    """Write a value that is filled in as JSON, safe inside HTML: Jinja's filter, which makes an encoder each time."""
    encode = JSONEncoder(sort_keys=True, ensure_ascii=False, indent=indent).encode if indent else _encode
    text = encode(value.replace(HERE, "") if type(value) is str else value)
    for sign in "<>&'":
        if sign in text:
            text = text.replace(sign, f"\\u{ord(sign):04x}")
    return make_markup(text)


class CompiledTemplates(BytecodeCache):
    """Cache of compiled templates: compiling a theme takes a third of a second.

    Damaged byte code could crash Python: the cache file has a checksum of each.
    """

    def __init__(self, cache: CacheFile) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template, if what is there was compiled from the same source, by the same compiler."""
        data = self._cache.get(KIND, bucket.key, _version(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._cache.put(KIND, _version(bucket), {bucket.key: bucket.bytecode_to_string()})


def _version(bucket: Bucket) -> str:
    generator = bucket.environment.code_generator_class.__name__
    return f"{bucket.checksum} {INSTALLED} {generator} {VERSION}"
