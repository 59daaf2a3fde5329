"""Average-linkage clustering of articles by pairwise log odds, over the pairs that were compared."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Final

UNLIKE: Final = -5.0  # log odds of a pair that was not compared: neither is a neighbour of the other

Pair = tuple[int, int]  # the smaller number first


def group(numbers: Iterable[int], odds: Mapping[Pair, float], *, least: float) -> list[list[int]]:
    """Merge the two groups of the highest mean log odds while that is at least `least`; ties by number."""
    members = {number: [number] for number in numbers}
    sums: dict[int, dict[int, tuple[float, int]]] = {number: {} for number in members}
    for (one, other), value in odds.items():
        if one in sums and other in sums:
            sums[one][other] = sums[other][one] = (value, 1)
    heap = [(-_mean(sums, members, one, other), one, other) for one in sums for other in sums[one] if one < other]
    heapify(heap)
    while heap:
        negative, one, other = heappop(heap)
        if -negative < least:
            break
        if other not in sums.get(one, ()) or -negative != _mean(sums, members, one, other):
            continue  # one of the two has grown since, or is gone
        _merge(sums, members, one, other)
        for third in sums[one]:
            heappush(heap, (-_mean(sums, members, one, third), min(one, third), max(one, third)))
    return [sorted(group) for _, group in sorted(members.items())]


def _mean(
    sums: Mapping[int, Mapping[int, tuple[float, int]]], members: Mapping[int, list[int]], one: int, other: int
) -> float:
    first, second = min(one, other), max(one, other)  # so that the sum is the same from both sides
    total, compared = sums[first][second]
    pairs = len(members[one]) * len(members[other])
    return (total + UNLIKE * (pairs - compared)) / pairs


def _merge(sums: dict[int, dict[int, tuple[float, int]]], members: dict[int, list[int]], one: int, other: int) -> None:
    """Merge the second group into the first."""
    members[one] += members.pop(other)
    for third, (total, compared) in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            had, pairs = sums[one].get(third, (0.0, 0))
            sums[one][third] = sums[third][one] = (had + total, pairs + compared)
