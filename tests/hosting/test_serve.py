"""The local server: what it sends, what it never sends, and when the site is built again."""

import http.client
import json
import os
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from digest.core.errors import ServeError
from digest.hosting.preview_link import desk_file, find_desk
from digest.hosting.serve import (
    Reloads,
    add_last,
    find_file,
    make_server,
    serve,
)
from werkzeug.serving import BaseWSGIServer

PAGE = b"<!doctype html><title>x</title><body><p>x</p></body></html>\n"
SCRIPT = b'<script src="/__reload.js" defer></script>\n'


def with_script(page: bytes) -> bytes:
    return add_last(page, SCRIPT)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "out put"
    (folder / "actors" / "wang-yi").mkdir(parents=True)
    (folder / "index.html").write_bytes(PAGE)
    (folder / "actors" / "wang-yi" / "index.html").write_bytes(PAGE)
    (folder / "404.html").write_bytes(b"<body>gone</body>")
    (folder / "style.css").write_bytes(b"body { }\n")
    (folder / "feed.xml").write_bytes(b"<feed/>\n")
    (folder / "empty").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
def reloads() -> Reloads:
    return Reloads()


@pytest.fixture
def server(output: Path, reloads: Reloads) -> Iterator[BaseWSGIServer]:
    with make_server(output, port=0, reloads=reloads) as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield running
        running.shutdown()


def ask(
    server: BaseWSGIServer, target: str, *, method: str = "GET", host: str | None = None
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request(method, target, headers={"Host": host} if host else {})
    return connection.getresponse()


@pytest.mark.parametrize(
    ("target", "status", "media", "body"),
    [
        pytest.param("/", 200, "text/html; charset=utf-8", PAGE.replace(b"</body>", SCRIPT + b"</body>"), id="page"),
        pytest.param("/?a=1", 200, "text/html; charset=utf-8", with_script(PAGE), id="query"),
        pytest.param("/actors/wang-yi/", 200, "text/html; charset=utf-8", with_script(PAGE), id="folder"),
        pytest.param("/style.css", 200, "text/css; charset=utf-8", b"body { }\n", id="no script in others"),
        pytest.param("/feed.xml", 200, "application/xml", b"<feed/>\n", id="feed"),
        pytest.param("/none", 404, "text/html; charset=utf-8", with_script(b"<body>gone</body>"), id="missing"),
        pytest.param("/empty/", 404, "text/html; charset=utf-8", with_script(b"<body>gone</body>"), id="no listing"),
        pytest.param("/../secret.txt", 404, "text/html; charset=utf-8", with_script(b"<body>gone</body>"), id="up"),
        pytest.param(
            "/%2e%2e/secret.txt", 404, "text/html; charset=utf-8", with_script(b"<body>gone</body>"), id="%up"
        ),
        pytest.param("/link.txt", 404, "text/html; charset=utf-8", with_script(b"<body>gone</body>"), id="link out"),
        pytest.param("/a%00b", 404, "text/html; charset=utf-8", with_script(b"<body>gone</body>"), id="null"),
    ],
)
def test_answer(server: BaseWSGIServer, target: str, status: int, media: str, body: bytes) -> None:
    answer = ask(server, target)
    assert (answer.status, answer.getheader("Content-Type"), answer.read()) == (status, media, body)


def test_the_reload_script_is_served_and_not_written(server: BaseWSGIServer, output: Path) -> None:
    assert b"EventSource" in ask(server, "/__reload.js").read()
    assert (output / "index.html").read_bytes() == PAGE


@pytest.mark.parametrize(
    ("target", "location"), [("/actors/wang-yi", "/actors/wang-yi/"), ("//actors?x=1", "/actors/?x=1")]
)
def test_folder_without_slash_is_redirected(server: BaseWSGIServer, target: str, location: str) -> None:
    answer = ask(server, target)
    assert (answer.status, answer.getheader("Location")) == (301, location)


def test_head_has_no_body(server: BaseWSGIServer) -> None:
    answer = ask(server, "/", method="HEAD")
    assert (answer.status, answer.getheader("Content-Length"), answer.read()) == (200, str(len(with_script(PAGE))), b"")


def test_only_local_names_are_answered(server: BaseWSGIServer) -> None:
    assert ask(server, "/", host="rebound.example").status == 421
    assert ask(server, "/", host=f"localhost:{server.port}").status == 200


def test_only_the_loopback_interface_listens(server: BaseWSGIServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def announce_desk(output: Path, process: int) -> None:
    note = desk_file(output.parent)
    note.parent.mkdir()
    note.write_text(json.dumps({"origin": "http://127.0.0.1:8001", "process": process}), encoding="utf-8")


@pytest.mark.parametrize(
    ("target", "linked"),
    [
        pytest.param("/2021/08/17/kabul/", True, id="a post"),
        pytest.param("/2021/08/17/kabul/?a=1", True, id="with a query"),
        pytest.param("/2021/08/17/", False, id="a day"),
        pytest.param("/", False, id="home"),
    ],
)
def test_a_posts_page_links_to_the_desk_that_runs(
    server: BaseWSGIServer, output: Path, target: str, linked: bool
) -> None:
    for folder in ("2021/08/17/kabul", "2021/08/17"):
        (output / folder).mkdir(parents=True, exist_ok=True)
        (output / folder / "index.html").write_bytes(PAGE)
    assert b"At the desk" not in ask(server, target).read()
    announce_desk(output, os.getpid())
    page = ask(server, target).read()
    assert (b'href="http://127.0.0.1:8001/at/2021/08/17/kabul/"' in page) == linked
    assert b"At the desk" not in (output / "2021/08/17/kabul/index.html").read_bytes()


def test_a_desk_that_was_killed_is_not_linked_to(output: Path) -> None:
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    announce_desk(output, ended.pid)
    assert find_desk(output.parent) is None


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"process": "x"}', '{"process": 1e99, "origin": "x"}'])
def test_a_note_that_is_none_is_no_desk(output: Path, note: str) -> None:
    desk_file(output.parent).parent.mkdir()
    desk_file(output.parent).write_text(note, encoding="utf-8")
    assert find_desk(output.parent) is None


def test_browsers_hear_of_a_build(server: BaseWSGIServer, reloads: Reloads) -> None:
    stream = ask(server, "/__reload")
    first = stream.readline()
    assert first == b"data: %d\n" % reloads.number
    assert stream.readline() == b"\n"
    reloads.announce()
    assert stream.readline() == b"data: %d\n" % (int(first.split()[1]) + 1)


@pytest.mark.parametrize("target", ["/../x", "/..%2f..%2fetc/passwd", "////etc/passwd", "/" + "a" * 5000, "/a\\..\\b"])
def test_nothing_outside_the_output_is_found(output: Path, target: str) -> None:
    assert find_file(output, target) is None


def test_script_is_added_where_no_body_ends() -> None:
    assert with_script(b"<p>x") == b"<p>x" + SCRIPT


def test_a_port_that_cannot_be_had_is_told(server: BaseWSGIServer, output: Path, reloads: Reloads) -> None:
    taken = server.port
    with pytest.raises(
        ServeError, match=rf"127\.0\.0\.1:{taken} cannot be served: .* in use; try .* --port {taken + 1}"
    ):
        make_server(output, port=taken, reloads=reloads)
    with pytest.raises(ServeError, match="70000 is not a port"):
        make_server(output, port=70_000, reloads=reloads)


def test_serve_builds_announces_and_ends_with_ctrl_c(output: Path) -> None:
    log: list[object] = []

    def rebuilds() -> Iterator[bool]:
        yield True
        yield False
        raise KeyboardInterrupt

    serve(output, rebuilds(), log.append, port=0, ready=lambda address: log.append(address[:17]))
    assert log == [True, "http://127.0.0.1:", False]


# --- Requests that are none -------------------------------------------------------------------------------------------


def count_threads() -> int:
    return sum("process_request_thread" in thread.name for thread in threading.enumerate())


def test_half_a_request_holds_no_thread_for_ever(
    output: Path, reloads: Reloads, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("digest.hosting.local.QuietHandler.timeout", 0.2)
    before = count_threads()  # of other tests
    with make_server(output, port=0, reloads=reloads) as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        waiting = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(20)]
        for one in waiting:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0")
        until = time.monotonic() + 10
        while count_threads() < before + 20 and time.monotonic() < until:
            time.sleep(0.01)
        while count_threads() > before and time.monotonic() < until:
            time.sleep(0.05)
        assert count_threads() <= before
        assert ask(running, "/").status == 200
        for one in waiting:
            one.close()
        running.shutdown()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "request_",
    [
        b"GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET //[x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"BREW / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    ],
    ids=["half an address", "half a host", "TLS", "version", "method", "long"],
)
def test_junk_gets_an_answer_and_prints_nothing(
    server: BaseWSGIServer, request_: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass
    assert ask(server, "/").status == 200
    assert capfd.readouterr() == ("", "")


def test_a_browser_that_leaves_prints_nothing(server: BaseWSGIServer, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(5):
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, not a goodbye
        connection.sendall(b"GET /style.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        connection.close()
    assert ask(server, "/").status == 200
    assert capfd.readouterr() == ("", "")
