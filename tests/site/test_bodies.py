"""Rendered bodies are made once, stored in batches, and merged from the processes of a build."""

import os
from pathlib import Path

import pytest
from digest.site.cache import BodyCache, CacheFile
from digest.site.markup import Bodies, Body, RenderedBody, body_sha256
from digest.site.markup import bodies as module

TEXTS = {body_sha256(text): text for text in ("One *text*.", 'Another "text" <chips>', "A third.")}
BODIES = [Body(sha256=sha256) for sha256 in TEXTS]
KEYS = [body.key for body in BODIES]


def load(sha256: str) -> str:
    return TEXTS[sha256]


@pytest.fixture
def store(tmp_path: Path) -> BodyCache:
    return BodyCache(CacheFile(tmp_path), "1")


def test_a_body_goes_by_its_text_language_and_length() -> None:
    keys = {Body(sha256="a", excerpt=excerpt, lang=lang).key for excerpt in (False, True) for lang in ("en", "de")}
    assert len(keys) == 4


def test_what_was_stored_is_not_rendered_again(store: BodyCache) -> None:
    first = Bodies(load, store)
    html = [first.html(body) for body in BODIES]
    first.flush()
    again = Bodies(lambda _: pytest.fail("it was loaded"), store)
    assert [again.html(body) for body in BODIES] == html
    assert again.dropped(BODIES[1]) == ("<chips>",)
    assert (first.made, again.made) == (3, 0)


def test_bodies_are_stored_in_batches(store: BodyCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    bodies = Bodies(load, store)
    for body in BODIES:
        bodies.prepare(body, TEXTS[body.sha256])
    assert [store.get(key) is not None for key in KEYS] == [True, True, False]
    bodies.flush()
    assert store.get(KEYS[2]) is not None


def test_a_forked_process_hands_over_what_it_rendered(store: BodyCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 1)
    bodies = Bodies(load, store)
    bodies.html(BODIES[0])
    bodies.prepare_for_fork()
    monkeypatch.setattr(os, "getpid", lambda: -1)  # as in another process, which does not write the store
    bodies.prepare(BODIES[0], TEXTS[BODIES[0].sha256])  # stored already
    html = bodies.html(BODIES[1])
    assert store.get(KEYS[1]) is None
    drained = bodies.drain()
    assert drained == {KEYS[1]: RenderedBody(html, ("<chips>",))}
    assert bodies.drain() == {}
    other = Bodies(load, store)
    other.merge(drained)
    assert other.made == 1
    assert store.get(KEYS[1]) == (html, ("<chips>",))


def test_without_a_store_bodies_are_rendered_when_asked_for() -> None:
    bodies = Bodies(load)
    bodies.prepare_for_fork()
    assert bodies.html(BODIES[2]) == "<p>A third.</p>"
    bodies.flush()
    assert bodies.drain() == {}
