"""The verbs for raw articles: paste, ingest, explain."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..content.frontmatter import read_post
from ..content.journal import writing
from ..content.store import Content, name_of, read_text, read_vocabularies
from ..content.vocabulary import Vocabularies, base_vocabularies
from ..core.settings import DigestSettings
from ..editor.capture import capture_bytes, capture_paste
from ..ingest.batch import FileReading, RawFile, read_files
from ..ingest.explain import format_reading, format_row, format_why, make_error_row, make_row
from ..ingest.intake import expand
from ..ingest.intake import ingest as ingest_files
from ..ingest.names import make_name_finder
from .clipboard import read_clipboard, read_clipboard_html
from .show import find_site, say, site_or_none, track, warn

if TYPE_CHECKING:
    pass


@click.command()
@click.argument("name", required=False)
@click.option("--url", metavar="ADDRESS", help="Of the original, where the text does not say it.")
@click.pass_context
def paste(context: click.Context, name: str | None, url: str | None) -> None:
    """Put an article into the inbox, from standard input or, on a terminal, from the clipboard.

    NAME is the file's name, by default made from the headline. `digest ingest` then makes the draft. From the
    clipboard comes what you copied with its links, headings and lists.

    \b
    Examples:
      digest paste                     (what you just copied in the browser)
      digest paste kabul-turmoil --url https://example.org/kabul
      digest paste < ~/Downloads/article.txt
    """
    site = find_site(context)
    if sys.stdin.isatty():
        plain, markup = read_clipboard().decode("utf-8", "replace"), read_clipboard_html()
        take: Callable[..., Path] = partial(capture_paste, plain=plain, markup=markup)
    else:
        take = partial(capture_bytes, data=sys.stdin.buffer.read())
    with writing(site.content, report=warn):
        path = take(site.content, site.settings, url=url, name=name)
    size = path.stat().st_size
    say(f"{name_of(site.content, path)}: {size:,} bytes; `digest ingest` makes a draft of it")


@click.command()
@click.argument("raws", nargs=-1, metavar="[RAW...]", type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="Also a RAW whose draft you rejected or deleted; name the file.")
@click.option("--refresh", is_flag=True, help="Make the drafts that you have not edited again.")
@click.pass_context
def ingest(context: click.Context, raws: tuple[Path, ...], again: bool, refresh: bool) -> None:
    """Turn raw articles into drafts: each new file of the inbox, or the RAW files named.

    A RAW from elsewhere is copied into the inbox first. Raw files are never changed. A post that you have
    edited is never overwritten: if its raw file has changed, the new version becomes a second draft.
    Files that cannot be used are reported, stay in the inbox, and make the exit status 1; the others are read.
    If interrupted, run it again: finished drafts stay.

    \b
    Examples:
      digest ingest
      digest ingest ~/Downloads/article.txt
      digest ingest --again kabul-turmoil.txt
      digest ingest --refresh
    """
    if again and not raws:
        raise click.UsageError("name the raw files after --again, so that not all of them come back")
    site = find_site(context)
    result = ingest_files(site.content, site.settings, report=say, raws=raws, again=again, refresh=refresh, track=track)
    say(f"raw articles: {result.summary}")
    context.exit(1 if result.failed else 0)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--why", "name", metavar="NAME", help="Show only why this name is, or is not, one of the tags.")
@click.pass_context
def explain(context: click.Context, paths: tuple[Path, ...], form: str, name: str | None) -> None:
    """Show what ingest would make of each PATH (a raw file, a folder of them, or an ingested post), and why.

    Nothing is written. Every removed line is shown with its reason, every tag with the words and the rule behind
    it. --format json prints one object a line for each article, and one with `error` for each file that cannot be
    read; the exit status is then 1, as for a folder without files. The name finder is shown on standard error.

    \b
    Examples:
      digest explain content/inbox/kabul-turmoil.txt
      digest explain content/posts/2021/2021-08-17-turmoil-in-kabul.md
      digest explain --format json ~/articles > readings.jsonl
      digest explain kabul-turmoil.txt --why "Wang Yi"
    """
    if name is not None and (form == "json" or not name.strip()):
        raise click.UsageError("--why takes a name, and prints text; --format json has the evidence of all actors")
    site = site_or_none(context)
    settings = site.settings if site else DigestSettings()
    vocabularies = read_vocabularies(site.content) if site else base_vocabularies()
    listed = {path: tuple(expand(path)) for path in paths}
    empty = [path for path, files in listed.items() if not files]
    for path in empty:
        warn(f"{path}: there are no raw files in this folder; folders in it are not read")
    files = [_as_raw(file, site.content if site else None) for path in paths for file in listed[path]]
    finder = make_name_finder(settings.ner)
    warn(f"names: {finder.label}")
    readings = read_files(files, vocabularies=vocabularies, find_names=finder, settings=settings)
    failed = bool(empty)
    for found in track(readings, len(files)):
        failed = failed or found.error is not None
        for line in _lines_of(found, vocabularies, form) if name is None else _why_of(found, name.strip(), settings):
            click.echo(line)
    context.exit(1 if failed else 0)


def _as_raw(path: Path, content: Content | None) -> RawFile:
    """Name a file as its path was given, a bare name being one in the inbox; for an ingested post, use its raw file."""
    if content and not path.exists() and len(path.parts) == 1 and (content.inbox / path).is_file():
        path = content.inbox / path  # as `ingest` takes a name
    full = path.resolve()
    if content and full.is_file() and any(full.is_relative_to(root) for root in content.posts):
        post = read_post(read_text(full), file=str(path)).post
        if post and post.digest and (raw := content.inbox / post.digest.raw).is_file():
            return RawFile(path=raw, name=str(raw))
    return RawFile(path=path, name=str(path))


def _why_of(found: FileReading, name: str, settings: DigestSettings) -> Iterator[str]:
    for reading in found.readings:
        yield format_why(found.file.name, reading, name, threshold=settings.actor_threshold)
    if found.error:
        yield f"{found.error}\n"


def _lines_of(found: FileReading, vocabularies: Vocabularies, form: str) -> Iterator[str]:
    file = found.file.name
    if form == "json":
        rows = [make_row(file, reading, vocabularies) for reading in found.readings]
        if found.error:
            rows.append(make_error_row(file, len(found.readings) + 1, found.error))
        yield from map(format_row, rows)
        return
    for reading in found.readings:
        yield format_reading(file, reading) + "\n"
    if found.error:
        yield f"{found.error}\n"
