import datetime as dt
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from digest.site.fingerprint import LazyInputs, fingerprint_of, fingerprints_of, resolve

PLUGINS = Path(__file__).parents[2] / "plugins"


@dataclass(frozen=True)
class Pair:
    left: object
    right: object = None


@dataclass(frozen=True)
class Other:
    left: object
    right: object = None


DIFFERENT = (
    None,
    "",
    "a",
    "\udc80",
    b"a",
    0,
    1,
    True,
    1.0,
    (),
    ((),),
    ("a",),
    ("a", "a"),
    (("a", "b"), "c"),
    ("a", ("b", "c")),
    {},
    {"a": 1},
    {"a": "1"},
    frozenset({"a"}),
    Pair("a"),
    Pair(("a", None)),
    Other("a"),
    dt.date(2021, 8, 17),
    dt.datetime(2021, 8, 17, tzinfo=dt.UTC),
    dt.datetime(2021, 8, 17, tzinfo=dt.timezone(dt.timedelta(hours=1))),
)


def test_different_values_have_different_fingerprints() -> None:
    assert len({fingerprint_of(value) for value in DIFFERENT}) == len(DIFFERENT)


def test_equal_values_have_one_fingerprint_whatever_they_share() -> None:
    text = "".join(["sha", "red"])
    assert fingerprint_of((text, text), {"b": 1, "a": 2}) == fingerprint_of(
        ("shared", "".join(["share", "d"])), {"a": 2, "b": 1}
    )


def test_a_fingerprint_is_the_same_in_another_process() -> None:
    program = (
        "from digest.site.fingerprint import fingerprint_of; print(fingerprint_of(('a', {'x', 'y'}), {'k': 1}).hex())"
    )
    command = [sys.executable, "-c", program]
    made = subprocess.run(command, env={"PYTHONPATH": str(PLUGINS)}, capture_output=True, text=True, check=True)
    assert made.stdout.strip() == fingerprint_of(("a", {"x", "y"}), {"k": 1}).hex()


def test_what_has_no_fingerprint_cannot_be_an_input() -> None:
    with pytest.raises(TypeError, match="no fingerprint"):
        fingerprint_of(object())


def test_inputs_are_made_once_when_they_are_read() -> None:
    made = []
    inputs = LazyInputs(lambda: made.append(1) or {"b": "value", "a": 1}, b=b"12345678", a=fingerprint_of(1))
    assert inputs.fingerprint == fingerprints_of(inputs) == fingerprint_of(1) + b"12345678"
    assert (list(inputs), len(inputs), made) == (["a", "b"], 2, [])
    assert (inputs["b"], inputs["a"], resolve(inputs), made) == ("value", 1, {"b": "value", "a": 1}, [1])
    assert fingerprints_of({"b": 2, "a": 1}) == fingerprint_of(1) + fingerprint_of(2)


def test_resolved_inputs_are_not_kept() -> None:
    made = []
    inputs = LazyInputs(lambda: made.append(1) or {"a": len(made)}, a=fingerprint_of(1))
    assert [resolve(inputs), resolve(inputs)] == [{"a": 1}, {"a": 2}]


def test_a_look_at_the_names_of_inputs_makes_none() -> None:
    def make() -> dict[str, object]:
        raise AssertionError

    inputs = LazyInputs(make, body=b"12345678")
    assert "body" in inputs
    assert "page" not in inputs
