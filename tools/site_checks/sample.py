"""A quiet site, as an editor would have it: posts of three months with terms, pairs, a story and a page.

Made here, so that what the repository's own site says changes no check.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
# The settings of a public site, as publishconf.py has them.
SETTINGS: Mapping[str, object] = {
    "SITENAME": "The Harbour Digest",
    "DIGEST_DESCRIPTION": "News of harbours, summed up each day.",
    "AUTHOR": "The editors",
    "TIMEZONE": "UTC",
    "DEFAULT_LANG": "en",
    "DIGEST_SITE_ID": "0b6f1c56-5d0e-4a43-9c4e-6a2f5f6a7d10",
    "THEME": str(ROOT / "theme"),
    "PLUGIN_PATHS": [str(ROOT / "plugins")],
    "PLUGINS": ["digest"],
    "PAGE_PATHS": ["pages"],
    "STATIC_PATHS": ["images"],
    "ARTICLE_PATHS": [],
    "DEFAULT_PAGINATION": 20,
    "DIGEST_BODY": "excerpt",
    "DIGEST_DRAFTS": False,
    "DIGEST_SEARCH": "make",
    "DIGEST_PICTURES": "make",
}
EVENTS = ("Ministers meet in {}", "A ferry line to {} opens", "Storm closes the port of {}", "{} counts its ships")
PLACES = ("Oslo", "Singapore", "Valparaíso", "Mombasa", "Rotterdam")
COUNTRIES = (("Norway", "Iceland"), ("Singapore", "Malaysia"), ("Chile",), ("Kenya",), ("Norway", "Netherlands"))
ACTORS = (("NATO", "Arctic Council"), ("ASEAN",), (), ("African Union", "Government of China"), ("European Union",))
TOPICS = (("Diplomacy",), ("Treaty",), ("Armed forces",), ("Armed forces", "Diplomacy"))
BUSY_FROM = 16  # the post that begins the newest day, which has all that come after it
SENTENCE = "The harbour of {} was busy, officials said, and the talks about its quays went on into the evening. "


def write_sample(folder: Path) -> None:
    """Write the site's content."""
    about = "---\ntitle: About\nslug: about\n---\n\nWhat [Norway](/countries/norway/) and others say of harbours.\n"
    for name, text in {**dict(_posts()), "stories.yaml": _stories(), "pages/about.md": about}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _posts() -> Iterator[tuple[str, str]]:
    for number in range(24):
        place = PLACES[number % 5]
        day = dt.date(2021, 7, 3) + dt.timedelta(days=4 * min(number - number % 2, BUSY_FROM))
        fields = {
            "title": EVENTS[number % 4].format(place),
            "date": f"{day}T{number % 24:02}:00:00+00:00",
            "id": f"sample-{number}",
            "slug": f"harbour-{number}",
            "status": "published",
            "summary": f"What was said in {place}, and what comes next.",
            "source": {"name": "Example Wire", "url": f"https://wire.example/{number}", "author": ["Cy Writer"]},
            "actors": list(ACTORS[number % 5]),
            "countries": list(COUNTRIES[number % 5]),
            "topics": list(TOPICS[number % 4]),
            "digest": {"raw": f"{number}.txt", "raw_sha256": "00"},
        }
        header = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)
        paragraphs = "\n\n".join(SENTENCE.format(place) * 4 for _ in range(4))
        yield f"posts/2021/{day}-harbour-{number}.md", f"---\n{header}---\n\n{paragraphs}\n"


def _stories() -> str:
    posts = [f"sample-{number}" for number in range(0, 24, 5)]
    story = {"title": "The quays of Oslo", "slug": "quays", "summary": "Who may use the quays.", "posts": posts}
    return yaml.safe_dump([story], sort_keys=False)
