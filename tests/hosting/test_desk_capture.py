"""Capture at the desk: pastes with and without HTML, files, uploads by a program, and what is no article."""

import io
import threading
import time
from pathlib import Path

import pytest
from digest.core.settings import DigestSettings
from digest.hosting.desk import DeskSite
from digest.hosting.desk.access import make_upload_token, read_upload_token, revoke_upload_token
from digest.hosting.desk.run import watch_folders
from support.desk import ORIGIN, OTHER, SECRETS, THEME, DeskSiteFixture
from support.site import ARTICLE
from werkzeug.test import TestResponse

HTML = (
    "<meta charset='utf-8'><h1>Norway and Iceland agree on Arctic shipping</h1><p>The foreign ministers of "
    "<a href='https://wire.example/norway'>Norway</a> and Iceland met in Oslo on Tuesday and agreed on rules.</p>"
    "<h2>What it means</h2><ul><li>One rule for tankers</li><li>Another for boats</li></ul>"
    "<p>Foreign Minister Anna Sample said that the talks had gone well and that a treaty would be ready soon.</p>"
)
PAGE = f"<!doctype html><html><head><title>x</title></head><body><article>{HTML}</article></body></html>"


@pytest.fixture
def desk(tmp_path: Path) -> DeskSiteFixture:
    return DeskSiteFixture(tmp_path)


def upload(desk: DeskSiteFixture, token: str | None, **fields: object) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    return desk.make_browser().post("/upload", base_url=ORIGIN, data=fields, headers=headers)


def test_a_paste_becomes_a_draft(desk: DeskSiteFixture) -> None:
    answer = desk.post("/paste", text=ARTICLE.replace("\n", "\r\n"), url="https://wire.example/arctic")
    (post,) = desk.posts().values()
    assert answer.location == f"/posts/{post.id}"
    assert post.source is not None
    assert post.source.url == "https://wire.example/arctic"
    assert (desk.inbox / "norway-and-iceland-agree-on-arctic-shipping.txt").read_text().startswith("URL: https://wire")
    assert "1 new draft" in desk.get("/").text


def test_the_clipboards_html_keeps_links_headings_and_lists(desk: DeskSiteFixture) -> None:
    desk.post("/paste", text="Norway and Iceland agree", html=HTML)
    (post,) = desk.posts().values()
    assert "[Norway](https://wire.example/norway)" in post.body
    assert "## What it means" in post.body
    assert "- One rule for tankers" in post.body


def test_a_preview_writes_nothing(desk: DeskSiteFixture) -> None:
    page = desk.post("/paste/preview", text="Norway and Iceland agree", html=HTML, url="https://wire.example/a").text
    assert "<h3" in page
    assert "https://wire.example/a" in page
    assert desk.files() == {}


@pytest.mark.parametrize("text", ["", "  \n"], ids=["nothing", "spaces"])
def test_nothing_is_refused(desk: DeskSiteFixture, text: str) -> None:
    answer = desk.post("/paste", text=text)
    assert answer.status_code == 422
    assert "copy the article" in answer.text
    assert desk.files() == {}


def test_a_picture_has_no_text(desk: DeskSiteFixture) -> None:
    assert "There is no text" in desk.post("/paste/preview", text="", html="<img src='data:image/png;base64,AA'>").text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "//x"])
def test_what_is_no_address_is_refused_and_shown_again(desk: DeskSiteFixture, url: str) -> None:
    answer = desk.post("/paste", text=ARTICLE, url=url)
    assert answer.status_code == 422
    assert "no web address" in answer.text
    assert "agreed on common rules for ships" in answer.text
    assert desk.files() == {}


def test_a_paste_of_ten_megabytes_is_answered(desk: DeskSiteFixture) -> None:
    answer = desk.post("/paste", text=("A long line of a text that has no end. " * 30 + "\n") * 9000)
    assert answer.status_code in (302, 413, 422)
    assert desk.posts() == {}


def test_files_become_drafts(desk: DeskSiteFixture) -> None:
    files = [
        (io.BytesIO(PAGE.encode()), "Saved Page.html"),
        (io.BytesIO(OTHER.encode()), "a.txt"),
    ]
    data = {"form_token": SECRETS.form, "file": files}
    answer = desk.browser.post("/paste", base_url=ORIGIN, data=data, headers={"Origin": ORIGIN})
    assert answer.status_code == 302
    assert sorted(path.name for path in desk.inbox.iterdir()) == ["a.txt", "saved-page.html"]
    assert len(desk.posts()) == 2


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        pytest.param("../../etc/passwd.txt", "passwd.txt", id="up"),
        pytest.param("C:\\Users\\x\\Page.HTML", None, id="of Windows"),
        pytest.param(".hidden", "hidden.txt", id="hidden"),
        pytest.param("a/b\x00c.txt", "b-c.txt", id="null"),
        pytest.param("页面.txt", None, id="Chinese"),
        pytest.param("x.exe", "x.exe", id="any suffix is text"),
    ],
)
def test_the_name_of_an_upload_is_made_plain(desk: DeskSiteFixture, name: str, stored: str | None) -> None:
    token = make_upload_token(desk.folder / ".digest")
    assert upload(desk, token, file=(io.BytesIO(ARTICLE.encode()), name)).status_code == 200
    (path,) = desk.inbox.iterdir()
    assert stored in (None, path.name)
    assert path.resolve().parent == desk.inbox.resolve()


def test_an_extension_uploads_with_the_token_alone(desk: DeskSiteFixture) -> None:
    token = make_upload_token(desk.folder / ".digest")
    answer = upload(desk, token, file=(io.BytesIO(PAGE.encode()), "page.html"), url="https://wire.example/arctic")
    assert answer.status_code == 200
    assert answer.get_json() == {"file": "content/inbox/page.html"}
    (post,) = desk.posts().values()
    assert post.source is not None
    assert post.source.url == "https://wire.example/arctic"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("talks.eml", f"From: a@wire.example\nSubject: Talks\nMIME-Version: 1.0\n\n{ARTICLE}"),
        ("talks.md", f"---\ntitle: Talks\n---\n\n{ARTICLE}"),
    ],
)
def test_the_address_is_kept_where_the_file_has_no_place_for_it(desk: DeskSiteFixture, name: str, data: str) -> None:
    token = make_upload_token(desk.folder / ".digest")
    fields = {"file": (io.BytesIO(data.encode()), name), "url": "https://wire.example/arctic"}
    assert upload(desk, token, **fields).status_code == 200
    (post,) = desk.posts().values()
    assert post.source is not None
    assert post.source.url == "https://wire.example/arctic"


def test_an_upload_that_is_no_article_is_told(desk: DeskSiteFixture) -> None:
    token = make_upload_token(desk.folder / ".digest")
    answer = upload(desk, token, file=(io.BytesIO(bytes(range(256)) * 9), "x.txt"))
    assert answer.status_code == 422
    assert "x.txt" in answer.text
    assert SECRETS.form not in answer.text
    assert upload(desk, token, other="x").status_code == 400
    assert desk.files() == {}


@pytest.mark.parametrize("token", [None, "", "wrong", SECRETS.form, SECRETS.cookie])
def test_no_other_token_uploads(desk: DeskSiteFixture, token: str | None) -> None:
    make_upload_token(desk.folder / ".digest")
    assert upload(desk, token, file=(io.BytesIO(PAGE.encode()), "page.html")).status_code == 401
    assert desk.files() == {}


def test_the_upload_token_is_private_lasting_and_revocable(desk: DeskSiteFixture) -> None:
    folder = desk.folder / ".digest"
    token = make_upload_token(folder)
    assert (folder / "upload-token").stat().st_mode & 0o777 == 0o600
    assert read_upload_token(folder) == token
    assert make_upload_token(folder) != token
    assert upload(desk, token, file=(io.BytesIO(PAGE.encode()), "page.html")).status_code == 401
    assert revoke_upload_token(folder)
    assert read_upload_token(folder) is None
    assert upload(desk, "", file=(io.BytesIO(PAGE.encode()), "page.html")).status_code == 401


def test_a_token_that_others_can_read_is_void(desk: DeskSiteFixture) -> None:
    token = make_upload_token(desk.folder / ".digest")
    (desk.folder / ".digest" / "upload-token").chmod(0o644)
    assert upload(desk, token, file=(io.BytesIO(PAGE.encode()), "page.html")).status_code == 401


def test_the_shell_for_clips_is_empty_and_open_to_its_opener(desk: DeskSiteFixture) -> None:
    desk.add_draft()
    answer = desk.make_browser().get("/clip", base_url=ORIGIN)
    assert answer.status_code == 200
    assert "Cross-Origin-Opener-Policy" not in answer.headers
    assert SECRETS.form not in answer.text
    assert "Norway" not in answer.text
    assert desk.make_browser().get("/clip/form", base_url=ORIGIN).status_code == 403
    assert desk.get("/clip/form").get_json() == {"token": SECRETS.form}


def test_a_watched_folder_is_ingested_when_it_stands_still(desk: DeskSiteFixture, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    settings = DigestSettings(ner="rules", inbox_also=(str(folder),))
    site = DeskSite(content=desk.content_paths, settings=settings, theme=THEME)
    stop = threading.Event()
    watching = threading.Thread(target=watch_folders, args=(site, stop), daemon=True)
    watching.start()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    end = time.monotonic() + 30
    while not desk.posts() and time.monotonic() < end:
        time.sleep(0.1)
    stop.set()
    watching.join(10)
    assert len(desk.posts()) == 1
