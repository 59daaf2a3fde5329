"""The ingest command: raw files to drafts, one after another; safe to interrupt and run again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from ...content.journal import writing
from ...content.store import Content, LedgerFile, list_raw, read_index, read_vocabularies, sweep
from ...core.errors import ContentError, DigestError
from ...core.settings import DigestSettings
from ..batch import FileReading, read_files
from ..names import make_name_finder
from ..pipeline import review_note
from .acquire import acquire_files, collect_files
from .apply import IntakeContext, take_reading
from .outcome import IngestResult, Outcome
from .select import choose_files

Report = Callable[[str], None]
Track = Callable[[Iterable[FileReading], int], Iterable[FileReading]]


def ingest_inbox(content: Content, settings: DigestSettings, *, report: Report) -> IngestResult:
    """Turn what is new in the inbox into drafts: the step before a build on the editor's machine.

    `report` gets each line for the editor; with nothing new there is none, and no language model is loaded. A file
    that cannot be used stays in the inbox, is reported and counts in `result.failed`: the build may go on. Raises
    DigestError if nothing can be done: another command is at work, a broken ledger or vocabulary, a full disk.
    """
    return ingest(content, settings, report=report)


def ingest(
    content: Content,
    settings: DigestSettings,
    *,
    report: Report,
    raws: Sequence[Path] = (),
    again: bool = False,
    refresh: bool = False,
    track: Track = lambda readings, _: readings,
) -> IngestResult:
    """Turn raw files (without `raws`: all of the inbox, and what is new in the folders beside it) into drafts.

    `again`: make drafts of those that were rejected, too; `refresh`: update unedited drafts. `track` wraps the
    readings as they come, for a progress bar. Raises DigestError.
    """
    with writing(content, report=report):
        sweep(content)
        ledger = LedgerFile(content)
        if raws:
            paths, outcomes = acquire_files(content, raws)
        else:
            outcomes = collect_files(content, settings.inbox_also, ledger.ledger)
            paths = list_raw(content)
        to_read, known = choose_files(content, ledger.ledger, paths, anew=again or refresh, named=bool(raws))
        outcomes += known
        for outcome in outcomes:
            _report(outcome, report)
        if not to_read:
            return IngestResult(outcomes=tuple(outcomes))
        finder = make_name_finder(settings.ner)
        report(f"names: {finder.label}")
        context = IntakeContext(
            content=content,
            settings=settings,
            vocabularies=read_vocabularies(content),
            ledger=ledger,
            index=read_index(content),
            inbox=frozenset(path.name for path in content.inbox.iterdir()),
            again=again,
        )
        readings = read_files(to_read, vocabularies=context.vocabularies, find_names=finder, settings=settings)
        for reading in track(readings, len(to_read)):
            for outcome in _take_file(context, reading):
                _report(outcome, report)
                outcomes.append(outcome)
    return IngestResult(outcomes=tuple(outcomes), names=finder.label)


def _take_file(context: IntakeContext, found: FileReading) -> Iterator[Outcome]:
    # An article that could not be read counts as one more part, so that the file is looked at again.
    parts = len(found.readings) + (found.error is not None)
    for reading in found.readings:
        try:
            yield take_reading(context, reading, parts=parts)
        except DigestError as error:
            yield Outcome(kind="failed", raw=found.file.name, message=f"{found.file.name}: {error}")
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise ContentError(
                f"{found.file.name}: its draft cannot be written: {place}{error.strerror}; nothing is half done: "
                "fix that and run this again"
            ) from error
    if found.error:
        yield Outcome(kind="failed", raw=found.file.name, message=found.error)


def _report(outcome: Outcome, report: Report) -> None:
    if outcome.message:
        report(outcome.message)
    for key in outcome.review:
        report(f"    look at {key}: {review_note(key)}")
    if outcome.missing:
        report(f"    missing: {', '.join(outcome.missing)}")
