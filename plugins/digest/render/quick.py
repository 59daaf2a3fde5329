"""Jinja templates without what takes time and changes nothing where all templates have the same globals.

Jinja makes a new string of each piece of markup that a macro has made already, and asks for each import of each page
whether the page has globals that the imported file has not. Should Jinja change inside, this is slower but not wrong.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup, escape


class QuickTemplate(Template):
    """A template of an environment whose globals are those of all its templates."""

    @classmethod
    def _from_namespace(cls, environment: Environment, namespace: MutableMapping[str, Any], *others: Any) -> Template:
        namespace["escape"] = escape_text
        return super()._from_namespace(environment, namespace, *others)

    def _get_default_module(self, _context: object = None) -> Any:
        return super()._get_default_module() if self._module is None else self._module


class QuickEnvironment(Environment):
    """An environment of quick templates."""

    template_class = QuickTemplate


def escape_text(value: object) -> Markup:
    """Escape a value that is filled in, unless it is markup."""
    return value if type(value) is Markup else escape(value)
