"""The archives: months, years, and the way into them."""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nsmallest
from itertools import groupby

from ...core.addresses import day_path, month_path, year_path
from ...core.types import Page
from ..fingerprint import fingerprint_of, hash_primitives
from ..taxonomy import TaggedPost, count_months, name_key
from ..views import CalendarMonth, DayCount, Link, MonthCount, MonthOutline, TermRef
from .days import fingerprint_stories_of, make_brief
from .digest import Digest, Edition
from .frame import make_page, month_name, neighbours, plan_lazily
from .groups import Group, group_page
from .post_fingerprints import join_fingerprints

MONTH_LINES = 2  # headlines of a day below its lead: a month of ninety posts is read down in days
TOP_NAMES = 6  # of a month
Month = tuple[tuple[int, int], list[Edition]]  # year and month, and their days, the newest first


def group_months(digest: Digest) -> Iterator[Group]:
    """List a page for each month that has posts."""
    months = _group_months(digest)
    links = [Link(path=month_path(*month), name=month_name(*month)) for month, _ in months]
    for place, ((year, month), editions) in enumerate(months):
        beside = neighbours(links, place)
        days = _fingerprint_days(digest, editions)
        page = plan_lazily(
            month_path(year, month),
            "month.html",
            partial(_plan_month, digest, year, month, editions, beside),
            page=fingerprint_of(year, month),
            month=fingerprint_of([(day.day, len(posts)) for day, posts in editions]),
            editions=days,
            top_names=days,
            newer=fingerprint_of(beside["newer"]),
            older=fingerprint_of(beside["older"]),
        )
        yield group_page(page)


def group_years(digest: Digest) -> Iterator[Group]:
    """List a page for each year that has posts."""
    years = [(year, list(months)) for year, months in groupby(_group_months(digest), key=lambda month: month[0][0])]
    links = [Link(path=year_path(year), name=str(year)) for year, _ in years]
    for place, (year, months) in enumerate(years):
        beside = neighbours(links, place)
        days = hash_primitives(tuple([_fingerprint_days(digest, editions) for _, editions in months]))
        page = plan_lazily(
            year_path(year),
            "year.html",
            partial(_plan_year, digest, year, months, beside),
            page=fingerprint_of(year),
            year=fingerprint_of(year),
            months=days,
            count=days,
            newer=fingerprint_of(beside["newer"]),
            older=fingerprint_of(beside["older"]),
        )
        yield group_page(page)


def _fingerprint_days(digest: Digest, editions: Iterable[Edition]) -> bytes:
    days = [(day.toordinal(), *_fingerprint_day(digest, day, posts)) for day, posts in editions]
    return hash_primitives(tuple(days))


def _fingerprint_day(digest: Digest, day: dt.date, posts: tuple[TaggedPost, ...]) -> tuple[bytes, bytes]:
    return join_fingerprints(digest.post_fingerprints, posts), fingerprint_stories_of(digest, day, posts)


def _plan_month(digest: Digest, year: int, month: int, editions: list[Edition], beside: Mapping[str, object]) -> Page:
    return make_page(
        digest,
        month_path(year, month),
        "month.html",
        kind="month",
        title=month_name(year, month),
        description=f"The posts of {month_name(year, month)}.",
        section="archives",
        inputs={
            "month": _make_calendar(year, month, editions),
            "editions": tuple(make_brief(digest, day, posts, lines=MONTH_LINES) for day, posts in editions),
            "top_names": _find_names(digest, editions),
            **beside,
        },
    )


def _plan_year(digest: Digest, year: int, months: Sequence[Month], beside: Mapping[str, object]) -> Page:
    outlines = tuple(_outline(digest, *month) for month in months)
    return make_page(
        digest,
        year_path(year),
        "year.html",
        kind="year",
        title=str(year),
        description=f"The posts of {year}.",
        section="archives",
        inputs={
            "year": year,
            "months": outlines,
            "count": sum(outline.calendar.count for outline in outlines),
            **beside,
        },
    )


def plan_archives(digest: Digest) -> Iterator[Page]:
    """Plan the way into the archives: the newest month with its days, all others by year."""
    months = _group_months(digest)
    counts = {(year, month): count for year, month, count in count_months(digest.listed)}
    years = tuple(_make_year(year, counts) for year in sorted({year for year, _ in counts}, reverse=True))
    yield make_page(
        digest,
        "archives/",
        "archives.html",
        kind="archives",
        title="Editions",
        description=f"All editions of {digest.site.name}, by year and month.",
        section="archives",
        inputs={
            "newest": _outline(digest, *months[0]) if months else None,
            "years": tuple(year for year in years if year[2]),
        },
    )


def _outline(digest: Digest, month: tuple[int, int], editions: list[Edition]) -> MonthOutline:
    return MonthOutline(
        calendar=_make_calendar(*month, editions),
        days=tuple(make_brief(digest, day, posts, lines=0) for day, posts in editions),
        names=_find_names(digest, editions),
    )


def _find_names(digest: Digest, editions: Iterable[Edition]) -> tuple[TermRef, ...]:
    """Find the actors and countries that most posts name."""
    counts = Counter(key for _, posts in editions for one in posts for key in one.keys if key[0] != "topics")
    found = nsmallest(TOP_NAMES, counts, key=lambda key: (-counts[key], name_key(digest.refs[key].name), key))
    return tuple(digest.refs[key] for key in found)


def _group_months(digest: Digest) -> list[Month]:
    months = groupby(digest.editions, key=lambda edition: (edition[0].year, edition[0].month))
    return [(month, list(editions)) for month, editions in months]


def _make_calendar(year: int, month: int, editions: list[Edition]) -> CalendarMonth:
    counts = Counter({day: len(posts) for day, posts in editions})
    days = (dt.date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1))
    return CalendarMonth(
        year=year,
        month=month,
        count=counts.total(),
        path=month_path(year, month),
        days=tuple(DayCount(date=day, count=counts[day], path=day_path(day) if counts[day] else None) for day in days),
    )


def _make_year(year: int, counts: dict[tuple[int, int], int]) -> tuple[int, str, int, tuple[MonthCount, ...]]:
    months = []
    for month in range(1, 13):
        count = counts.get((year, month), 0)
        path = month_path(year, month) if count else None
        months.append(MonthCount(year=year, month=month, count=count, path=path))
    return year, year_path(year), sum(month.count for month in months), tuple(months)
