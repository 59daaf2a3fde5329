"""What the desk refuses: requests of other pages, names and programs; and what it tells browsers to refuse."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from digest.hosting.desk.access import make_upload_token
from support.desk import ORIGIN, PORT, SECRETS, DeskSiteFixture


@pytest.fixture
def desk(tmp_path: Path) -> DeskSiteFixture:
    return DeskSiteFixture(tmp_path)


@pytest.fixture
def draft(desk: DeskSiteFixture) -> str:
    return desk.add_draft()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param(f"127.0.0.1:{PORT}", 200, id="ours"),
        pytest.param(f"localhost:{PORT}", 302, id="localhost"),
        pytest.param("127.0.0.1", 421, id="no port"),
        pytest.param("127.0.0.1:8000", 421, id="the site's port"),
        pytest.param(f"rebound.example:{PORT}", 421, id="a name that was pointed here"),
        pytest.param(f"127.0.0.1.rebound.example:{PORT}", 421, id="a name that begins as ours"),
        pytest.param(f"[::1]:{PORT}", 421, id="IPv6"),
        pytest.param("", 421, id="none"),
    ],
)
def test_host(desk: DeskSiteFixture, host: str, status: int) -> None:
    assert desk.get("/", Host=host).status_code == status


def test_localhost_is_led_to_the_address_that_the_cookie_is_for(desk: DeskSiteFixture) -> None:
    answer = desk.get("/posts/x?a=1", Host=f"localhost:{PORT}")
    assert (answer.status_code, answer.location) == (302, f"{ORIGIN}/posts/x?a=1")


def test_the_token_of_the_address_lets_a_browser_in(desk: DeskSiteFixture) -> None:
    browser = desk.make_browser()
    assert browser.get("/", base_url=ORIGIN).status_code == 403
    answer = browser.get(f"/enter?token={SECRETS.address}", base_url=ORIGIN)
    assert (answer.status_code, answer.location) == (302, "/")
    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))
    assert SECRETS.address not in cookie
    assert browser.get("/", base_url=ORIGIN).status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", SECRETS.cookie, SECRETS.form], ids=["none", "wrong", "cookie", "form"])
def test_no_other_token_does(desk: DeskSiteFixture, token: str) -> None:
    browser = desk.make_browser()
    assert browser.get(f"/enter?token={token}", base_url=ORIGIN).status_code == 403
    assert browser.get("/", base_url=ORIGIN).status_code == 403


def test_a_page_without_the_cookie_shows_no_draft(desk: DeskSiteFixture, draft: str) -> None:
    browser = desk.make_browser()
    for path in ("/", f"/posts/{draft}", f"/posts/{draft}/text", f"/posts/{draft}/state", "/at/2021/08/17/x/"):
        answer = browser.get(path, base_url=ORIGIN)
        assert answer.status_code == 403
        assert b"Norway" not in answer.data


OURS = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        pytest.param(OURS, True, id="ours"),
        pytest.param({"Origin": ORIGIN}, True, id="origin alone"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, True, id="fetch metadata alone"),
        pytest.param({}, False, id="neither"),
        pytest.param({"Origin": "null"}, False, id="null"),
        pytest.param({"Origin": "https://evil.example"}, False, id="foreign"),
        pytest.param({"Origin": "http://127.0.0.1:8000"}, False, id="the site's port"),
        pytest.param({"Origin": f"http://localhost:{PORT}"}, False, id="localhost"),
        pytest.param({"Origin": f"https://127.0.0.1:{PORT}"}, False, id="https"),
        pytest.param({"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"}, False, id="they disagree"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, False, id="another port"),
        pytest.param({"Sec-Fetch-Site": "none"}, False, id="by hand"),
        pytest.param(
            OURS | {"Host": f"rebound.example:{PORT}", "Origin": f"http://rebound.example:{PORT}"},
            False,
            id="rebinding pair",
        ),
    ],
)
def test_origin_of_a_form(desk: DeskSiteFixture, draft: str, headers: Mapping[str, str], passes: bool) -> None:
    answer = desk.browser.post(
        f"/posts/{draft}/nothing", base_url=ORIGIN, data={"form_token": SECRETS.form}, headers=dict(headers)
    )
    assert (answer.status_code == 404) == passes
    assert answer.status_code in (403, 404, 421)


@pytest.mark.parametrize("path", ["/paste", "/upload", "/undo"])
def test_a_body_of_two_gigabytes_is_not_read(desk: DeskSiteFixture, path: str) -> None:
    token = make_upload_token(desk.folder / ".digest")
    answer = desk.browser.post(
        path,
        base_url=ORIGIN,
        data=b"form_token=",
        environ_overrides={"CONTENT_LENGTH": "2000000000"},
        content_type="application/x-www-form-urlencoded",
        headers={**OURS, "Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 413


def test_a_request_that_shows_has_no_effect(desk: DeskSiteFixture, draft: str) -> None:
    before = desk.files()
    for action in ("accept", "reject", "later", "edit", "terms", "term", "paragraphs", "lines"):
        assert desk.get(f"/posts/{draft}/{action}?hash=x").status_code in (404, 405)
    for path in ("/undo", "/redo", "/chosen/accept", "/upload", "/names/merge", "/names/add", "/paste/preview"):
        assert desk.get(path).status_code in (401, 404, 405)
    assert desk.files() == before


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        pytest.param("GET", {"Host": f"rebound.example:{PORT}"}, id="rebinding"),
        pytest.param("POST", {}, id="no origin"),
        pytest.param("POST", {"Origin": "https://evil.example"}, id="another origin"),
        pytest.param("POST", {"Origin": "null"}, id="null"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/chosen/accept", "/none", "/clip", "/enter", "/upload"])
def test_a_refusal_tells_nothing(
    desk: DeskSiteFixture, draft: str, method: str, headers: dict[str, str], path: str
) -> None:
    desk.app.extensions["digest-desk"].say("Accepted “Norway”")
    answer = desk.browser.open(path, method=method, base_url=ORIGIN, headers=headers, data={"a": "typed"})
    assert answer.status_code >= 400
    assert [secret for secret in (SECRETS.form, SECRETS.cookie, "Norway", "typed") if secret in answer.text] == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(desk: DeskSiteFixture, draft: str, method: str) -> None:
    before = desk.files()
    answer = desk.browser.open(f"/posts/{draft}", method=method, base_url=ORIGIN, headers=OURS)
    assert answer.status_code in (200, 405)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert desk.files() == before


@pytest.mark.parametrize("token", [None, "", "wrong", SECRETS.cookie, SECRETS.address])
def test_a_form_needs_its_token(desk: DeskSiteFixture, token: str | None) -> None:
    data = {} if token is None else {"form_token": token}
    answer = desk.browser.post("/posts/x/nothing", base_url=ORIGIN, data=data, headers=OURS)
    assert answer.status_code == 403


def test_what_browsers_are_told(desk: DeskSiteFixture, draft: str) -> None:
    headers = desk.get(f"/posts/{draft}").headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_no_page_needs_what_the_policy_forbids(desk: DeskSiteFixture, draft: str) -> None:
    for path in ("/", f"/posts/{draft}", f"/posts/{draft}/text", "/keys"):
        page = desk.get(path).text
        assert "style=" not in page
        assert " onclick" not in page
        assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize(
    "path",
    [
        "/posts/../../etc/passwd",
        "/posts/%2e%2e%2f%2e%2e%2fetc%2fpasswd/text",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/at/../../etc/passwd/",
    ],
)
def test_paths_lead_nowhere(desk: DeskSiteFixture, path: str) -> None:
    assert desk.get(path).status_code in (302, 308, 404)


def test_a_saved_page_is_shown_without_scripts(desk: DeskSiteFixture) -> None:
    page = "<html><head><title>Norway and Iceland agree</title></head><body><article><h1>Norway and Iceland agree</h1>"
    page += "<p>The ministers of Norway and Iceland met in Oslo on Tuesday and agreed on rules for ships.</p>" * 5
    key = desk.add_draft("page.html", page + "<script>alert(1)</script></article></body></html>")
    assert "sandbox title=" in desk.get(f"/posts/{key}/saved").text
    answer = desk.get(f"/posts/{key}/saved/page")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert desk.make_browser().get(f"/posts/{key}/saved/page", base_url=ORIGIN).status_code == 403


def test_the_desk_has_the_colours_of_the_sites_own_theme(tmp_path: Path) -> None:
    css = tmp_path / "site-theme" / "static" / "css"
    css.mkdir(parents=True)
    desk = DeskSiteFixture(tmp_path, theme_overrides="site-theme")
    assert "--paper" in desk.get("/tokens.css").text
    (css / "tokens.css").write_text(":root { --paper: red }", "utf-8")
    assert "red" in desk.get("/tokens.css").text
