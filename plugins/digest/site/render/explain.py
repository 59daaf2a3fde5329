"""Why a page was rendered."""

from dataclasses import dataclass

from ...core.types import Page
from ..fingerprint import SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page that was rendered, whether its bytes had changed, and what had changed before."""

    page: Page
    written: bool
    why: tuple[str, ...]  # names of inputs, `template`, `site`, `new` or `output`


def explain(page: Page, before: bytes, now: bytes) -> tuple[str, ...]:
    """Name the parts of a page whose fingerprint have changed."""
    if not before:
        return ("new",)
    names = ("template", "site", *sorted(page.inputs))
    if len(before) != len(now):
        return ("inputs",)
    changed = [name for place, name in enumerate(names) if _part(before, place) != _part(now, place)]
    return tuple(changed) or ("output",)  # the file was not as it had been left


def _part(fingerprint: bytes, place: int) -> bytes:
    return fingerprint[place * SIZE : (place + 1) * SIZE]
