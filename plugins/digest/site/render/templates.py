"""Render the theme's Jinja templates; the globals and filters that they can use beside the inputs of a page.

Links are filled in as seen from the site's root, behind the placeholder HERE; what leads there from the page replaces
it when the page is whole. So a part of a page is the same on every page.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from ...core.errors import DigestError
from ...core.settings import DigestSettings
from ...core.types import Page
from ..cache import CacheFile
from ..markup.typography import curl_plain
from ..plan.frame import MONTHS, URL_SAFE, WEEKDAYS
from ..views import PageMeta, SiteView
from .fast_jinja import HERE, CompiledTemplates, make_environment
from .fragment_cache import FragmentCache

LINKS: Final = 4_000  # kept in memory


class ThemeError(DigestError):
    """A template of the theme cannot be rendered."""


class Templates:
    """Renders pages."""

    def __init__(
        self,
        folders: Sequence[Path],
        site: SiteView,
        settings: DigestSettings,
        assets: Mapping[str, str],
        cache: CacheFile | None = None,
    ) -> None:
        self._settings = settings
        self._assets = assets
        self._environment = make_environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=CompiledTemplates(cache) if cache else None,
        )
        self._environment.filters.update(day=format_day, weekday=format_weekday)
        self._environment.filters.update(weekday_day=format_weekday_day, month_name=format_month, iso=format_iso)
        self._environment.filters.update(curled=lambda text, lang=site.lang: curl_plain(text, lang or site.interface))
        self._environment.globals.update(site=site, link=link, absolute=self.absolute, asset=self.asset)
        cached = FragmentCache()
        self._environment.globals.update(cached=cached, keep=cached)  # `keep`: the name in older themes

    def prefix(self, page: Page) -> str:
        """Return what leads from a page to the site's root."""
        meta = page.inputs.get("page")
        if isinstance(meta, PageMeta) and meta.kind == "missing":  # hosts show it at any address
            return f"{urlsplit(self._settings.siteurl).path}/"
        return "../" * page.path.count("/") or "./"

    def render(self, page: Page, inputs: Mapping[str, object]) -> str:
        """Fill in a page's template. Raises ThemeError naming template, line and page."""
        try:
            return self._environment.get_template(page.template).render(inputs).replace(HERE, escape(self.prefix(page)))
        except TemplateError as error:
            raise ThemeError(f"{_place(error, page.template)}: {error} (for {page.path})") from error

    def absolute(self, path: str) -> str:
        """Return the full address of a page or file."""
        return f"{self._settings.base_url}/{quote(path, safe=URL_SAFE)}"

    def asset(self, path: str) -> Markup:
        """Return a link to a static file of the theme; it changes when the file does, so that browsers notice."""
        if path not in self._assets:
            raise TemplateError(f"the theme has no file static/{path}")
        return link(f"theme/{path}") + f"?v={self._assets[path]}"


def format_day(day: dt.date) -> str:
    """Return `17 August 2021`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_weekday(day: dt.date) -> str:
    """Return `Tuesday`."""
    return WEEKDAYS[day.weekday()]


def format_weekday_day(day: dt.date) -> str:
    """Return `Tuesday, 17 August 2021`."""
    return f"{format_weekday(day)}, {format_day(day)}"


def format_month(number: int) -> str:
    """Return the name of a month, 1 being January."""
    return MONTHS[number - 1]


def format_iso(moment: dt.date) -> str:
    """Return a date or moment as machines read it."""
    return moment.isoformat()


@lru_cache(LINKS)
def link(path: str) -> Markup:
    """Return a link to one of the site's pages or files, which will lead there from the page being rendered."""
    return escape(HERE + quote(path, safe=URL_SAFE))


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
