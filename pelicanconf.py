"""Settings for the editor's machine; publishconf.py adds the public address. docs/settings.md lists them all."""

# --- What a newcomer changes first ------------------------------------------------------------------------------------
# Colours and type are in theme/static/css/tokens.css.

SITENAME = "The Meridian Digest"
DIGEST_DESCRIPTION = "World affairs, read widely and summed up each day."
AUTHOR = "The editors"
TIMEZONE = "UTC"  # which day a post belongs to: "Europe/Berlin", "Asia/Kolkata", ...
DEFAULT_LANG = "en"
# The permanent id of this site: feed readers know your feeds by it. Make your own once and then never change it:
#     python3 -c 'import uuid; print(uuid.uuid4())'
DIGEST_SITE_ID = "a3c1a7de-6b7e-4f0e-9d0b-5f1c2f6d8e47"

# --- Where things are -------------------------------------------------------------------------------------------------

PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["digest"]
DIGEST_POST_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
ARTICLE_PATHS: list[str] = []  # posts are the plugin's: by default Pelican would read all of content/, the inbox too

# --- How the site is made ---------------------------------------------------------------------------------------------

SITEURL = ""  # empty on the editor's machine: feeds then use http://127.0.0.1:8000
DEFAULT_PAGINATION = 20

# The plugin makes all feeds. Pelican's own would have other ids, and its default says so in a warning.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
