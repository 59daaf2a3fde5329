"""Features of raw articles, as ingest reads them: apart from suggestions for posts, which need no ingest."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...content.proposals import Features, make_features
from ...content.store import Content, read_vocabularies
from ...content.vocabulary import base_vocabularies
from ...core.settings import DigestSettings
from ...core.types import Reading
from ...ingest.batch import RawFile, read_files


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticles:
    """Articles of raw files by name, their outlets, and files that cannot be read."""

    features: Mapping[str, Features]
    outlets: Mapping[str, str | None]
    errors: tuple[str, ...]


def read_raw_articles(content: Content | None, settings: DigestSettings, paths: Sequence[Path]) -> RawArticles:
    """Read raw files, without looking for terms, each within its budget."""
    vocabularies = read_vocabularies(content) if content else base_vocabularies()
    features: dict[str, Features] = {}
    outlets: dict[str, str | None] = {}
    errors = []
    for found in read_files(
        [RawFile(path=path, name=str(path)) for path in paths],
        vocabularies=vocabularies,
        find_names=None,
        settings=settings,
    ):
        for reading in found.readings:
            name = found.file.name if reading.raw.part == 1 else f"{found.file.name}#{reading.raw.part}"
            features[name], outlets[name] = features_of(reading), reading.article.outlet
        if found.error:
            errors.append(found.error)
    return RawArticles(features=features, outlets=outlets, errors=tuple(errors))


def features_of(reading: Reading) -> Features:
    """Make the features of a raw article; of its day only where its file says it beside the text.

    A date that is found in the text may be that of an event told of, or of an update.
    """
    article, raw = reading.article, reading.raw
    day = raw.source.published or raw.metadata.source.published
    day = day.date() if isinstance(day, dt.datetime) else day
    return make_features(article.headline, "\n\n".join((*article.standfirst, article.text)), day=day)
