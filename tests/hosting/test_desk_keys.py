"""The desk's keys: those that come with it, the editor's own, and what cannot be a key."""

from pathlib import Path

import pytest
from digest.core.errors import ProblemsError
from digest.hosting.desk.keys import ACTIONS, DEFAULT, RESERVED, parse_keys, read_keys


def test_every_action_has_a_key_of_its_own() -> None:
    assert len(DEFAULT.by_key) == len(ACTIONS)
    assert not DEFAULT.by_key.keys() & RESERVED


@pytest.mark.parametrize(
    ("text", "changed", "single"),
    [
        pytest.param("", {}, True, id="empty"),
        pytest.param("keys: {accept: y}", {"accept": "y"}, True, id="one"),
        pytest.param("keys: {accept: x, reject: a}", {"accept": "x", "reject": "a"}, True, id="swapped"),
        pytest.param("keys: {accept: ж}", {"accept": "ж"}, True, id="another script"),
        pytest.param("single_keys: false", {}, False, id="off"),
        pytest.param("keys:\nsingle_keys: yes", {}, True, id="on"),
    ],
)
def test_keys_of_ones_own(text: str, changed: dict[str, str], single: bool) -> None:
    keymap = parse_keys(text, file="desk.yaml")
    assert keymap.keys == {**DEFAULT.keys, **changed}
    assert keymap.single == single
    assert bool(keymap.by_key) == single


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("keys: {acept: y}", "there is no action 'acept'", id="no action"),
        pytest.param("keys: {accept: x}", "'x' is the key of accept and reject", id="twice"),
        pytest.param("keys: {accept: Enter}", "'Enter' cannot be the key of accept", id="a named key"),
        pytest.param('keys: {accept: " "}', "cannot be the key", id="space"),
        pytest.param('keys: {accept: "1"}', "cannot be the key", id="a chip's"),
        pytest.param("keys: [a]", "this is no list of keys", id="a list"),
        pytest.param("key: {accept: y}", "these are not the desk's keys", id="another key"),
        pytest.param("- a", "these are not the desk's keys", id="no mapping"),
        pytest.param("keys: {accept: [", "not valid YAML", id="no YAML"),
    ],
)
def test_what_cannot_be_keys_is_told(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"desk\.yaml"):
        parse_keys(text, file="desk.yaml")
    (tmp_path / "desk.yaml").write_text(text, encoding="utf-8")
    keymap, fault = read_keys(tmp_path)
    assert keymap == DEFAULT
    assert told in fault


def test_without_a_file_the_keys_are_those_that_come_with_it(tmp_path: Path) -> None:
    assert read_keys(tmp_path) == (DEFAULT, "")
