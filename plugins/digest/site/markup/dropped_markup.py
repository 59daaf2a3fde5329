"""Report markup that was dropped: unsafe tags and addresses, pictures from elsewhere, `..`.

The sanitiser is silent. Whoever shows a text compares the HTML with the Markdown and warns its author.
"""

import html
import re
from collections.abc import Iterator

from .sanitise import TAGS, quote_address

RAW_TAG_RE = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])")
# With a scheme, without one yet on another host, with Pelican's braces (files alone may be named so), or from another
# page than the root.
ADDRESS = r"((?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\|\{(?!static|attach)|\.\.?/)[^\s)>\"'`]*)"
# Where a link or a picture points; each starts with what is quickly found, or is not looked for at all.
LINK_RES = (re.compile(r"\]\(\s*<?" + ADDRESS), re.compile(r"\]:\s*<?" + ADDRESS))
ATTRIBUTE_RE = re.compile(r"\b(?:href|src)\s*=\s*[\"']?\s*" + ADDRESS, re.IGNORECASE)
CURLED_RE = re.compile("[-.\u2013\u2014\u2026]")  # typography makes one of these of others
LONGEST = 80  # characters of an address that a message quotes


def find_dropped_markup(text: str, markup: str) -> tuple[str, ...]:
    """Name what is in the Markdown and neither works nor is shown as text in the HTML that was made of it."""
    return (*_dropped_tags(text, markup), *_dropped_addresses(text, markup))


def _dropped_tags(text: str, markup: str) -> Iterator[str]:
    names = {name.lower() for name in RAW_TAG_RE.findall(text)} - TAGS if "<" in text else set()
    if names:
        shown = markup.lower()
        yield from (f"<{name}>" for name in sorted(names) if f"&lt;{name}" not in shown)


def _dropped_addresses(text: str, markup: str) -> Iterator[str]:
    patterns = (*LINK_RES, ATTRIBUTE_RE) if "<" in text else LINK_RES
    written = html.unescape(text) if "&" in text else text  # a colon can be written as a number
    found = dict.fromkeys(address for pattern in patterns for address in pattern.findall(written))
    addresses = [address for address in found if "&" in address or address not in markup]  # the others are there
    if addresses:
        shown = CURLED_RE.sub("", html.unescape(markup))
        for one in addresses:
            plain = CURLED_RE.sub("", html.unescape(one))
            if plain not in shown and quote_address(plain) not in shown:
                yield one[:LONGEST]
