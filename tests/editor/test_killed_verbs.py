"""Verbs that are killed at each of their writes: every file is old or new, and the next verb finds one or the other."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from digest.content.journal import writing
from digest.content.store import make_content, read_ledger
from digest.core.settings import DigestSettings
from support.desk import OTHER
from support.site import ARTICLE, SETTINGS, Site

MOST = 60  # writes; each verb has ended by then
WRITES = ("fsync", "link", "rename", "replace", "unlink")
VERBS = {
    "accept": ("accept", "norway-and-iceland"),
    "reject": ("reject", "norway-and-iceland"),
    "set": ("set", "norway-and-iceland", "title", "Two states agree"),
    "rename": ("rename", "kenya-opens", "railway"),
    "arrange": ("arrange", "--lead", "kenya-opens"),
    "stories new": ("stories", "new", "The Arctic", "norway-and-iceland", "kenya-opens"),
    "vocabulary alias": ("vocabulary", "alias", "Ruth X", "Ruth Example"),
    "cleaning drop": ("cleaning", "drop", "Sign up for our letter"),
    "private": ("private",),
    "ingest": ("ingest",),
    "undo": ("undo",),
}
# On a site whose texts are private, so that each of them writes two files of a post.
PRIVATE_VERBS = {
    "accept": VERBS["accept"],
    "reject": VERBS["reject"],
    "set": ("set", "kenya-opens", "body", "Another text."),
    "ingest": VERBS["ingest"],
    "undo": ("undo",),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a draft, a published post and an article that waits."""
    return fill(Site(tmp_path_factory.mktemp("made")))


@pytest.fixture(scope="module")
def made_private(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the same site with its texts out of git."""
    site = Site(tmp_path_factory.mktemp("private"))
    (site.folder / "pelicanconf.py").write_text(f'{SETTINGS}DIGEST_KEEP_BODY = "private"\n', encoding="utf-8")
    return fill(site)


def fill(site: Site) -> Site:
    site.put("norway.txt", ARTICLE)
    site.put("kenya.txt", OTHER)
    site.run("ingest")
    site.run("accept", "kenya-opens")
    site.put("chad.txt", "Chad closes its border\n\nThe government of Chad closed its border on Monday.\n", after=60)
    return site


def copy_of(made: Site, folder: Path) -> Site:
    shutil.copytree(made.folder, folder)
    site = Site.__new__(Site)
    site.folder, site.content = folder, folder / "content"
    site.inbox, site.posts_folder = site.content / "inbox", site.content / "posts"
    site.ledger = site.content / "ingested.jsonl"
    return site


def state(site: Site) -> dict[str, object]:
    """Give all files of the content, of the ledger what it says: it only grows."""
    files: dict[str, object] = {
        name: data for name, data in site.files().items() if not Path(name).name.startswith(".")
    }
    files.pop("ingested.jsonl", None)
    content = make_content(site.content, DigestSettings())
    return files | {"ledger": [(one.raw, one.event) for one in read_ledger(content).entries]}


def is_killed(work: Callable[[], object], moment: int) -> bool:
    """Do something in a process that ends at its n-th write; return whether it came so far."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    calls = iter(range(1, MOST))

    def watch(real: Callable[..., object]) -> Callable[..., object]:
        def kill(*values: object, **options: object) -> object:
            if next(calls, 0) == moment:
                os._exit(9)
            return real(*values, **options)

        return kill

    for name in WRITES:
        setattr(os, name, watch(getattr(os, name)))
    try:
        work()
    finally:
        os._exit(0)


@pytest.mark.parametrize("verb", VERBS)
def test_a_killed_verb_leaves_old_or_new(made: Site, tmp_path: Path, verb: str) -> None:
    kill_everywhere(made, tmp_path, VERBS[verb])


@pytest.mark.parametrize("verb", PRIVATE_VERBS)
def test_a_killed_verb_leaves_both_files_of_a_post_old_or_new(made_private: Site, tmp_path: Path, verb: str) -> None:
    kill_everywhere(made_private, tmp_path, PRIVATE_VERBS[verb])


def kill_everywhere(made: Site, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Kill a verb at each of its writes."""
    old = state(made)
    whole = copy_of(made, tmp_path / "whole")
    whole.run(*words)
    new = state(whole)
    assert new != old
    for moment in range(1, MOST):
        site = copy_of(made, tmp_path / str(moment))
        came_so_far = is_killed(lambda site=site: site.run(*words), moment)  # type: ignore[misc]
        with writing(make_content(site.content, DigestSettings()), report=lambda _: None):
            found = state(site)
        assert found in (old, new)
        if not came_so_far:
            assert found == new
            assert moment > 3  # the journal, a file, its folder
            return
    pytest.fail(f"{words[0]} has not ended after {MOST} writes")
