"""Settings of the public site: those of pelicanconf.py, its address, and nothing that is not published."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403

# The address that readers will know, without a slash at its end: https://user.github.io/repository, or your own domain.
SITEURL = os.environ.get("DIGEST_SITEURL") or "https://digest.example.org"

DIGEST_BODY = "excerpt"  # of texts that somebody else wrote: the summary, a short excerpt and a link to the source
DIGEST_DRAFTS = False  # no trace of a draft
DIGEST_SEARCH = "make"  # full-text search; needs Pagefind, which ./invoke installs
DIGEST_PICTURES = "make"  # smaller sizes, and cards for social networks; needs Pillow, which ./invoke installs
