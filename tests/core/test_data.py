"""Data files of the plugin: read as text, once, and not to be changed by who reads them."""

import pytest
from digest.core.data import DATA, read_data, read_data_text, read_pattern, read_words

YAML_FILES = sorted(path.name for path in DATA.iterdir() if path.name.endswith(".yaml"))


def scalars(value: object) -> list[object]:
    if hasattr(value, "items"):
        return [scalar for key, item in value.items() for scalar in (key, *scalars(item))]
    return [scalar for item in value for scalar in scalars(item)] if isinstance(value, tuple) else [value]


@pytest.mark.parametrize("name", YAML_FILES)
def test_yaml_is_read_as_text(name: str) -> None:
    assert {type(scalar) for scalar in scalars(read_data(name))} == {str}


def test_words_that_yaml_could_take_for_something_else_stay_text() -> None:
    assert "ON" in read_data("country-context.yaml")["states"]["CA"]  # Ontario


def test_json_keeps_its_numbers() -> None:
    assert isinstance(read_data("world.json")["width"], int)


def test_a_file_is_read_once() -> None:
    assert read_data("acting.yaml") is read_data("acting.yaml")


@pytest.mark.parametrize("name", ["names.yaml", "world.json"])
def test_what_is_shared_is_frozen(name: str) -> None:
    with pytest.raises(TypeError):
        read_data(name)["new"] = "x"


def test_a_pattern_has_phrases_as_alternatives() -> None:
    assert "think tank|" in read_pattern("actor_words.yaml", "bodies") + "|"


def test_words_are_divided_by_white_space() -> None:
    words = read_words("language-words.yaml", "english")
    assert {"the", "of", "and"} <= words
    assert not [word for word in words if not word.replace("'", "").isalpha()]


def test_the_text_is_the_file_s() -> None:
    assert read_data_text("acting.yaml") == (DATA / "acting.yaml").read_text(encoding="utf-8")


def test_an_unknown_file_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        read_data("nothing.yaml")
