"""Where Pelican and the digest meet: handlers of signals, and the settings that must change."""

import logging
from typing import Any

from markupsafe import Markup, escape
from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.readers import Readers
from pelican.settings import DEFAULT_CONFIG

from ..core.addresses import POST_PATH_FORMAT
from ..core.settings import FEED_ADDRESSES
from ..site.sources import BuildInputs, BuildRequest, private_paths
from ..site.versions import plugin_versions
from .generators import FeedsGenerator, PlanGenerator
from .reader import DigestReader
from .site import make_request, take_out_defaults
from .terms import TERM_SETTINGS

logger = logging.getLogger(__name__)

# With our theme Pelican's own generators are given nothing to do.
PLANNED_SETTINGS: dict[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
}
FOREIGN_SETTINGS: dict[str, Any] = {
    "ARTICLE_URL": POST_PATH_FORMAT,
    "ARTICLE_SAVE_AS": f"{POST_PATH_FORMAT}index.html",
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "FILENAME_METADATA": "",
    "USE_FOLDER_AS_CATEGORY": False,
}


def register() -> None:
    """Connect to Pelican; the handlers are functions of this module, for signals hold them weakly."""
    signals.initialized.connect(start_build)
    signals.readers_init.connect(add_reader)
    signals.get_generators.connect(get_generators)


def start_build(pelican: Pelican) -> None:
    """Check the settings and choose between plan and Pelican's own way. Raises SettingsError, which ends the build."""
    settings = pelican.settings
    take_out_defaults(settings)
    request = make_request(settings, plugins=plugin_versions(pelican.plugins))
    settings["DIGEST"] = BuildInputs(request=request)
    _change_settings(settings, request)
    mode = "its own: pages come from the plan" if request.planned else "another's: Pelican's generators make the pages"
    logger.info("digest: the theme %s is %s", request.theme, mode)


def add_reader(readers: Readers) -> None:
    """With another theme, let our reader read Markdown."""
    inputs = readers.settings.get("DIGEST")
    if isinstance(inputs, BuildInputs) and not inputs.request.planned:
        readers.reader_classes.update(md=DigestReader, markdown=DigestReader)


def get_generators(pelican: Pelican) -> type[Generator] | None:
    """Offer the generator of this build's mode."""
    inputs = pelican.settings.get("DIGEST")
    if not isinstance(inputs, BuildInputs):
        return None
    return PlanGenerator if inputs.request.planned else FeedsGenerator


def strip_tags(markup: object) -> Markup:
    """Strip tags, and leave what was text as text: Jinja's own filter turns `&lt;script&gt;` back into a tag."""
    return escape(Markup(str(markup)).striptags())


def _change_settings(settings: dict[str, Any], request: BuildRequest) -> None:
    """Turn off what we do ourselves; with another theme, what a site has set to other than the default stays."""
    settings.update(dict.fromkeys(map(str.upper, FEED_ADDRESSES)))
    if request.planned:
        settings.update(PLANNED_SETTINGS)
    else:
        settings["ARTICLE_PATHS"] = list(request.settings.post_paths)
        settings["STATIC_EXCLUDES"] = [*settings["STATIC_EXCLUDES"], *private_paths(request.settings)]
        settings["JINJA_FILTERS"] = {"striptags": strip_tags, **settings["JINJA_FILTERS"]}
    for key, value in FOREIGN_SETTINGS.items():
        if settings.get(key) == DEFAULT_CONFIG.get(key):
            settings[key] = value
    for key, value in TERM_SETTINGS.items():
        settings.setdefault(key, value)
