"""How much computing the desk takes: a list of 500 drafts, one draft, a key pressed. Counted in calls, not in time.

A million calls are 0.2 to 0.3 s of CPU; the bounds are two fifths above what was counted.
"""

import cProfile
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.desk import DeskSiteFixture
from support.posts import post_text

DRAFTS = 500
TRIES = 5


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskSiteFixture:
    made = DeskSiteFixture(tmp_path_factory.mktemp("desk"))
    for number in range(DRAFTS):
        day = f"2021-09-{number % 28 + 1:02}"
        facts = {"status": "draft", "id": f'"made{number:012}"', "slug": f"made-{number}", "summary": "What it says."}
        terms = {"actors": "[Wang Yi, Sergey Lavrov]", "countries": "[China, Russia]", "topics": "[Diplomacy]"}
        made.write(
            f"posts/2021/{day}-made-{number}.md", post_text(f"Post {number}", day, "Body. " * 300, **facts, **terms)
        )
    return made


def calls(work: Callable[[], object]) -> int:
    """Count the calls of functions, of Python and C, that a piece of work makes once its caches are filled."""
    work()
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(row.callcount for row in profile.getstats())


def test_five_hundred_drafts_are_listed_at_once(desk: DeskSiteFixture) -> None:
    assert desk.get("/").text.count('class="draft-row"') == DRAFTS
    assert calls(lambda: desk.get("/")) < 350_000


def test_a_key_is_answered_at_once(desk: DeskSiteFixture) -> None:
    key = desk.add_draft()

    def shown_hash() -> str:
        found = re.search(r'name="hash" value="([0-9a-f]{64})"', desk.get(f"/posts/{key}").text)
        assert found
        return found[1]

    def toggle() -> None:
        fields = {"taxonomy": "countries", "term": "Iceland"}
        assert desk.post(f"/posts/{key}/terms", hash=shown_hash(), **fields).status_code == 302

    assert calls(shown_hash) < 135_000
    assert calls(toggle) < 260_000  # the page, and the answer to the key
    assert calls(lambda: desk.get("/terms?q=norw")) < 135_000


def test_the_list_reads_no_file_that_has_not_changed(desk: DeskSiteFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    time.sleep(2.1)  # a file changed within two seconds is read again
    desk.get("/")
    read: list[Path] = []
    real = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    desk.get("/")
    assert [path for path in read if path.suffix == ".md"] == []
