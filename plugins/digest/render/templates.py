"""The Jinja environment of our theme: what a template can call, beside the inputs of its page."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from ..errors import DigestError
from ..plan.frame import MONTHS, URL_SAFE
from ..settings import DigestSettings
from ..types import Page
from ..views import PageMeta, SiteView
from .compiled import CompiledTemplates

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class ThemeError(DigestError):
    """A template of the theme cannot be rendered."""


class Templates:
    """Renders pages; `link` and its like lead from the page that is being rendered, so one at a time."""

    def __init__(
        self,
        folders: Sequence[Path],
        site: SiteView,
        settings: DigestSettings,
        assets: Mapping[str, str],
        cache: Path | None = None,
    ) -> None:
        self._settings = settings
        self._assets = assets
        self._prefix = ""
        self._links: dict[tuple[str, str], str] = {}
        self._environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=CompiledTemplates(cache) if cache else None,
        )
        self._environment.filters.update(day=format_day, weekday_day=format_weekday_day)
        self._environment.filters.update(month_name=format_month, iso=format_iso)
        self._environment.globals.update(site=site, link=self.link, absolute=self.absolute, asset=self.asset)

    def prefix(self, page: Page) -> str:
        """Return what leads from a page to the site's root."""
        meta = page.inputs.get("page")
        if isinstance(meta, PageMeta) and meta.kind == "missing":  # hosts show it at any address
            return f"{urlsplit(self._settings.siteurl).path}/"
        return "../" * page.path.count("/") or "./"

    def render(self, page: Page, inputs: Mapping[str, object]) -> str:
        """Fill in a page's template. Raises ThemeError naming template, line and page."""
        self._prefix = self.prefix(page)
        try:
            return self._environment.get_template(page.template).render(inputs)
        except TemplateError as error:
            raise ThemeError(f"{_place(error, page.template)}: {error} (for {page.path})") from error

    def link(self, path: str) -> str:
        """Return a link to one of the site's pages or files, relative to the page being rendered."""
        known = self._links.get((self._prefix, path))
        if known is None:
            known = self._links[self._prefix, path] = self._prefix + quote(path, safe=URL_SAFE)
        return known

    def absolute(self, path: str) -> str:
        """Return the full address of a page or file."""
        return f"{self._settings.base_url}/{quote(path, safe=URL_SAFE)}"

    def asset(self, path: str) -> str:
        """Return a link to a static file of the theme; it changes when the file does, so that browsers notice."""
        if path not in self._assets:
            raise TemplateError(f"the theme has no file static/{path}")
        return f"{self.link(f'theme/{path}')}?v={self._assets[path]}"


def format_day(day: dt.date) -> str:
    """Return `17 August 2021`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_weekday_day(day: dt.date) -> str:
    """Return `Tuesday, 17 August 2021`."""
    return f"{WEEKDAYS[day.weekday()]}, {format_day(day)}"


def format_month(number: int) -> str:
    """Return the name of a month, 1 being January."""
    return MONTHS[number - 1]


def format_iso(moment: dt.date) -> str:
    """Return a date or moment as machines read it."""
    return moment.isoformat()


def _place(error: TemplateError, template: str) -> str:
    """Name the template and line where rendering failed, from the traceback unless the error itself knows."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or template}:{error.lineno}"
    place, trace = template, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".html"):
            place = f"{Path(name).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
