"""What accepting a post teaches the vocabulary of actors."""

import datetime as dt
from pathlib import Path

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.types import NewActor, Post, Provenance
from digest.editor.actors import Learnt, learn_actors
from support.site import Site

ACTORS = base_vocabularies().actors
NOTED = (
    NewActor(name="R. Tamm", kind="person", country="Norway"),
    NewActor(name="Harbour Walkers Union", kind="organisation", country="Chile"),
)


def post(*actors: str, noted: tuple[NewActor, ...] = ()) -> Post:
    digest = Provenance(raw="a.txt", raw_sha256="0" * 64, new_actors=noted)
    return Post(title="Talks", slug="talks", date=dt.datetime(2021, 8, 17, tzinfo=dt.UTC), actors=actors, digest=digest)


@pytest.mark.parametrize(
    ("given", "learnt"),
    [
        pytest.param(
            post("R. Tamm", noted=NOTED), [Learnt(name="R. Tamm", kind="person", country="Norway")], id="noted"
        ),
        pytest.param(
            post("Ragnhild Tamm", noted=NOTED),
            [Learnt(name="Ragnhild Tamm", kind="person", country="Norway", alias="R. Tamm")],
            id="a person renamed",
        ),
        pytest.param(
            post("HWU", noted=NOTED),
            [Learnt(name="HWU", kind="organisation", country="Chile", alias="Harbour Walkers Union")],
            id="a body renamed to its letters",
        ),
        pytest.param(post("Orvik Dunfold", noted=NOTED), [Learnt(name="Orvik Dunfold")], id="typed, of no known kind"),
        pytest.param(post("Anna Dunfold"), [Learnt(name="Anna Dunfold", kind="person")], id="typed, a given name"),
        pytest.param(
            post("Dunfold Bakery"), [Learnt(name="Dunfold Bakery", kind="organisation")], id="typed, a word for a body"
        ),
        pytest.param(post("Vladimir Putin", "NATO"), [], id="known"),
        pytest.param(post("Vladimir Puttin"), [], id="a slip"),
        pytest.param(post(noted=NOTED), [], id="taken out"),
    ],
)
def test_accepting_teaches_the_actors_of_a_post(given: Post, learnt: list[Learnt]) -> None:
    assert list(learn_actors(given, ACTORS)) == learnt


TEXTS = {
    "Oslo": "Minister Orvik Dunfold met the apple growers on Monday. Dunfold said that the harvest was late this year.",
    "Lima": "A bridge that engineers had closed in spring is open again, said Minister Orvik Dunfold. Lorries use it.",
    "Lagos": "The price of cement rose by a tenth. Minister Orvik Dunfold wrote to the builders. He wants a list.",
    "Quito": "Snow fell on three passes above the town. Minister Orvik Dunfold stayed where he was. It was cold.",
}


def test_what_is_taken_out_of_three_posts_is_suggested_no_more(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    for number, (place, text) in enumerate(TEXTS.items(), start=1):
        (site.inbox / f"{place}.txt").write_text(f"News of the week from {place}\n\n{text}\n", encoding="utf-8")
        site.run("ingest")
        (path,) = (path for path in site.content.rglob("*.md") if place.lower() in path.name)
        post = path.read_text(encoding="utf-8")
        assert ("actors: [Orvik Dunfold]" in post) == (number < 4)
        path.write_text(post.replace("actors: [Orvik Dunfold]\n", ""), encoding="utf-8")
        output = site.run("accept", path.stem)
        assert ("suggested no more, as you took it out of three posts: Orvik Dunfold" in output) == (number == 3)
    vocabulary = (site.content / "vocabularies/actors.yaml").read_text(encoding="utf-8")
    assert vocabulary.startswith("# Taken out of 3 posts")
    assert "- name: Orvik Dunfold\n  ignore: true" in vocabulary
    assert "0 errors" in site.run("check")
