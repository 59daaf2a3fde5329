"""Text for a terminal: control characters made visible, numbers with what they count."""

import re

# What a terminal would obey instead of showing it.
CONTROL_RE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Show control characters instead of sending them to the terminal."""
    return CONTROL_RE.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def counted(number: int, word: str) -> str:
    """Write a number and what it counts."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
