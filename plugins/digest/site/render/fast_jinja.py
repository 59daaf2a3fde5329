"""Jinja templates without what takes time and changes nothing here, where all templates have the same globals, all
are escaped, and nothing that they call asks for their context.

Jinja looks at each thing that a template calls whether it wants the context, makes a new string of each piece of markup
that a macro has made already, and asks for each import of each page whether the page has globals that the imported
file has not. What is taken the place of is named in Jinja's documentation as open to that (the code generator, the
template class) or stands in the names that a compiled template uses; should Jinja change inside, this is slower or
fails loudly in the tests, which hold both to the same pages.
"""

from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from json import JSONEncoder
from keyword import iskeyword
from typing import Any, Final

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

VERSION: Final = "1"  # of the code that is generated
HERE: Final = "\x7f"  # stands for the way to the site's root, in links alone: nothing that is filled in can hold it
TEXTS: Final = 4_000  # escaped ones, kept in memory: names and titles come again and again

# Of what is markup already: without the questions that `Markup` asks.
make_markup: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)
_encode: Final = JSONEncoder(sort_keys=True, ensure_ascii=False).encode


@lru_cache(TEXTS)
def _escape_text(text: str) -> Markup:
    return escape(text.replace(HERE, ""))


class QuickMacro(Macro):
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


class QuickCode(CodeGenerator):
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


class QuickTemplate(Template):
    """A template of an environment whose globals are those of all its templates."""

    @classmethod
    def _from_namespace(cls, environment: Environment, namespace: MutableMapping[str, Any], *others: Any) -> Template:
        namespace.update(escape=escape_value, Markup=make_markup, Macro=QuickMacro)
        template = super()._from_namespace(environment, namespace, *others)
        template.globals = dict(template.globals)  # a chain of them takes long to go through
        return template

    def _get_default_module(self, _context: object = None) -> Any:
        return super()._get_default_module() if self._module is None else self._module


class QuickEnvironment(Environment):
    """An environment of quick templates."""

    template_class = QuickTemplate
    code_generator_class = QuickCode

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
