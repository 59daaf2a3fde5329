"""Where Pelican and the digest meet: handlers of signals, and the settings that must change."""

import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from markupsafe import Markup, escape
from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.readers import Readers
from pelican.settings import DEFAULT_CONFIG

from ..content.store import PRIVATE_FOLDER
from ..core.addresses import POST_PATH_FORMAT
from ..core.settings import FEED_ADDRESSES, PREFIX, parse_settings
from ..site.sources import BuildInputs, BuildRequest, private_paths
from ..site.versions import plugin_versions
from .generators import FeedsGenerator, PlanGenerator
from .ordinary import cover_posts, describe_left_out, find_ordinary
from .reader import DigestReader
from .site import is_ours, make_request, take_out_defaults
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
# For plugins that ask an article where it is.
PLANNED_DEFAULTS: dict[str, Any] = {
    "ARTICLE_URL": POST_PATH_FORMAT,
    "ARTICLE_SAVE_AS": f"{POST_PATH_FORMAT}index.html",
}
HOW_TO_TURN_ON = 'DIGEST_ settings have no effect here: to turn the digest on, name it, as in PLUGINS = ["digest"]'


def register() -> None:
    """Connect to Pelican where its settings name the plugin; handlers are this module's, for signals hold them weakly.

    Where PLUGINS is not set Pelican loads whatever is installed, and soon writes the names of all that into PLUGINS.
    Nobody asked for a digest then, so nothing is connected.
    """
    settings = _find_settings(sys._getframe(1))
    if settings is not None and settings.get("PLUGINS") is None:
        if any(key.startswith(PREFIX) for key in settings):
            logger.warning(HOW_TO_TURN_ON)
        return
    signals.initialized.connect(start_build)
    signals.readers_init.connect(add_reader)
    signals.get_generators.connect(get_generators)


def _find_settings(caller: FrameType) -> Mapping[str, Any] | None:
    """Return the settings of the Pelican that is registering its plugins: `register` is given nothing."""
    pelican = caller.f_locals.get("self")
    return pelican.settings if isinstance(pelican, Pelican) else None


def start_build(pelican: Pelican) -> None:
    """Check the settings and choose between plan and Pelican's own way. Raises SettingsError, which ends the build."""
    settings = pelican.settings
    others = find_ordinary(Path(settings["PATH"]).resolve(), settings, parse_settings(settings))
    planned = is_ours(settings)
    if planned or not others:  # else Pelican writes its feeds, which have both
        take_out_defaults(settings)
    request = make_request(settings, plugins=plugin_versions(pelican.plugins), others=() if planned else others)
    if planned and others:
        logger.warning("%s", describe_left_out(others, request.settings.post_paths))
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
    if not request.others:
        settings.update(dict.fromkeys(map(str.upper, FEED_ADDRESSES)))
    if request.planned:
        settings.update(PLANNED_SETTINGS)
        for key, value in PLANNED_DEFAULTS.items():
            if settings.get(key) == DEFAULT_CONFIG.get(key):
                settings[key] = value
    else:
        ours = request.settings
        settings["ARTICLE_PATHS"] = cover_posts(settings["ARTICLE_PATHS"], ours.post_paths)
        texts = (ours.inbox_path, ours.vocabulary_path, PRIVATE_FOLDER)
        settings["ARTICLE_EXCLUDES"] = [*settings["ARTICLE_EXCLUDES"], *texts]
        settings["PAGE_EXCLUDES"] = [*settings["PAGE_EXCLUDES"], PRIVATE_FOLDER]
        settings["STATIC_EXCLUDES"] = [*settings["STATIC_EXCLUDES"], *private_paths(ours)]
        settings["JINJA_FILTERS"] = {"striptags": strip_tags, **settings["JINJA_FILTERS"]}
    for key, value in TERM_SETTINGS.items():
        settings.setdefault(key, value)
