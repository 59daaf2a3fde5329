"""The patterns that make a government of a word for a country, compiled once from `data/acting.yaml`."""

import re
from dataclasses import dataclass
from functools import cache

from ....core.data import read_data

BESIDE = 80  # characters read after a word for a country
BEFORE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """Patterns for what stands before (searched, to the end) and after (matched) a word for a country."""

    body: re.Pattern[str]
    subject: re.Pattern[str]
    belonging: re.Pattern[str]
    dealing: re.Pattern[str]
    place: re.Pattern[str]
    officials: re.Pattern[str]
    former: re.Pattern[str]


@cache
def read_clues() -> Clues:
    """Read the words that ship with the plugin into patterns."""
    any_of = {key: _any_of(value) for key, value in read_data("acting.yaml").items()}
    companion = r"(?: and (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?"  # "Beijing and Moscow agreed"
    aside = r"(?:,[^,.;\n]{3,60},)?"
    between = rf"(?: (?:{any_of['auxiliaries']}|on \w+day))*"
    return Clues(
        body=re.compile(rf"(?:['’]s)?(?:[ -](?!and\b)[\w-]+){{0,2}} (?:{any_of['bodies']})\b"),
        subject=re.compile(rf"{aside}{companion}{between} (?:{any_of['verbs']})\b"),
        belonging=re.compile(rf"['’]s (?:\w+ )?(?:{any_of['belongings']})\b"),
        dealing=re.compile(rf"\b(?:{any_of['dealings']}) (?:the )?$"),
        place=re.compile(rf"\b(?:{any_of['places']}) (?:the )?$"),
        former=re.compile(rf"(?i:{any_of['former']})$"),
        officials=re.compile(rf"\b(?i:{any_of['officials']}) (?:in|of) (?:the )?$"),
    )


def _any_of(value: str | tuple[str, ...]) -> str:
    return "|".join(value.split() if isinstance(value, str) else value)
