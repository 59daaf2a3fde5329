"""Text for a terminal: nothing in it that the terminal would obey."""

import pytest
from digest.core.terminal import counted, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc é 王", "a\tb\nc é 王"),
        ("\x1b[2J\x07", "\\x1b[2J\\x07"),
        ("a\rb\x7f\x9b", "a\\x0db\\x7f\\x9b"),
        ("a\u202eb\u2066", "a\\x202eb\\x2066"),
    ],
)
def test_control_characters_are_shown(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(("number", "said"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts")])
def test_numbers_with_what_they_count(number: int, said: str) -> None:
    assert counted(number, "post") == said
