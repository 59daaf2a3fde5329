"""A possible actor while an article is read: the term, the places where it is named, and why."""

from dataclasses import dataclass, field

from ....core.types import Reason, Term
from ..salience import Doubt


@dataclass(slots=True)
class Candidate:
    """Grows while the text is read. Places are half-open in the scanned text."""

    term: Term
    why: Reason
    places: list[tuple[int, int]] = field(default_factory=list)
    bonus: float = 0.0  # log odds: what makes an actor more or less central beside where it is named
    by_model: bool = False  # only a language model sees a name there
    has_office: bool = False  # the text says which office the person holds
    called_short: int = 0  # places where a person named in full is called by surname alone
    country_words: tuple[int, ...] = ()  # where a government's country is named in any way
    doubt: Doubt | None = None  # what speaks against its being an actor
    left_out: Reason | None = None  # why it is never tagged, and only shown by explain

    def settled(self) -> list[tuple[int, int]]:
        """Give the places in order, without repeats and overlaps."""
        kept: list[tuple[int, int]] = []
        for place in sorted(set(self.places), key=lambda place: (place[0], -place[1])):
            if not kept or place[0] >= kept[-1][1]:
                kept.append(place)
        return kept
