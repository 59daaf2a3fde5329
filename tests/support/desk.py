"""A desk over a small site, with Flask's test client let in as the editor's browser is."""

from pathlib import Path

from digest.content.store import make_content
from digest.core.settings import DigestSettings
from digest.hosting.desk import DeskSite, make_desk
from digest.hosting.desk.access import RunSecrets
from flask.testing import FlaskClient
from support.site import ARTICLE, Site
from werkzeug.test import TestResponse

PORT = 8001
ORIGIN = f"http://127.0.0.1:{PORT}"
SECRETS = RunSecrets(address="address-secret", cookie="cookie-secret", form="form-secret")
THEME = Path(__file__).parents[2] / "theme"


OTHER = """\
Kenya opens a railway to the lake

President Ruth Example opened a railway from Nairobi to Kisumu on Monday, three years later than planned.

The line shall carry grain and passengers. Trains run twice a day, and a ticket costs less than one for the bus.

Engineers from China built the bridges. Kenya pays for them until the year 2040, the finance ministry said.
"""


class DeskSiteFixture(Site):
    """A site with a desk: `browser` is the editor's, with the cookie."""

    def __init__(self, folder: Path, *, cached: bool = False, theme_overrides: str | None = None) -> None:
        super().__init__(folder)
        settings = DigestSettings(ner="rules", theme_overrides=theme_overrides)
        self.content_paths = make_content(self.content, settings)
        self.app = make_desk(
            DeskSite(
                content=self.content_paths,
                settings=settings,
                theme=THEME,
                cache=self.folder / ".cache" / "desk" if cached else None,
            ),
            port=PORT,
            secrets=SECRETS,
        )
        self.browser = self.make_browser()
        assert self.browser.get(f"/enter?token={SECRETS.address}", base_url=ORIGIN).status_code == 302

    def make_browser(self) -> FlaskClient:
        """Make a browser that has not been let in."""
        return self.app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        """Ask for a page."""
        return self.browser.get(
            path, base_url=ORIGIN, headers={key.replace("_", "-"): text for key, text in headers.items()}
        )

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form as a page of the desk does."""
        data = {"form_token": SECRETS.form, **fields}
        return self.browser.post(path, base_url=ORIGIN, data=data, headers={"Origin": ORIGIN})

    def add_draft(self, name: str = "arctic.txt", article: str = ARTICLE) -> str:
        """Ingest a raw article; return the key of its draft."""
        before = set(self.posts())
        self.put(name, article)
        self.run("ingest")
        posts = self.posts()
        return next(post.id or "" for file, post in posts.items() if file not in before)
