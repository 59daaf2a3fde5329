"""Why a page was rendered: which parts of its fingerprint had changed."""

from dataclasses import dataclass

from ...core.types import Page
from ..fingerprint import SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page that was rendered, whether its bytes had changed, and its fingerprint then and now."""

    page: Page
    written: bool
    before: bytes  # empty: the page is new
    fingerprint: bytes


def explain(rendered: Rendered) -> tuple[str, ...]:
    """Name what had changed: inputs, `template` or `site`; else that the page is `new`, or its file (`output`)."""
    before, now = rendered.before, rendered.fingerprint
    if not before:
        return ("new",)
    if len(before) != len(now):
        return ("inputs",)
    names = ("template", "site", *sorted(rendered.page.inputs))
    changed = [name for place, name in enumerate(names) if _part(before, place) != _part(now, place)]
    return tuple(changed) or ("output",)  # the file was not as it had been left


def _part(fingerprint: bytes, place: int) -> bytes:
    return fingerprint[place * SIZE : (place + 1) * SIZE]
