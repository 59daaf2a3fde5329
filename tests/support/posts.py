"""Posts for tests that need some and do not care which."""

import datetime as dt
from typing import Any

from digest.core.types import Post


def make_post(slug: str = "one", day: int = 1, month: int = 8, **fields: Any) -> Post:
    """Make a published post of a day in 2021, with a title and id that follow from its slug."""
    title, date = slug.replace("-", " ").title(), dt.datetime(2021, month, day, 9, tzinfo=dt.UTC)
    return Post(**{"title": title, "slug": slug, "id": slug, "status": "published", "date": date} | fields)


def post_text(title: str, day: str, body: str, **keys: str) -> str:
    """Write the file of a published post; `keys` are further lines of its front matter, or others in place of these."""
    lines = {"title": f"'{title}'", "date": f"{day}T09:00:00+00:00", "status": "published"} | keys
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + f"---\n\n{body}\n"
