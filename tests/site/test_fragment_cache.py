"""The LRU cache stays within its limit; the fragment cache tells arguments apart."""

from collections.abc import Callable

from digest.site.render.fragment_cache import FragmentCache, LruCache
from markupsafe import Markup


def test_what_was_used_least_recently_goes_first() -> None:
    cache = LruCache[int](2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_sizes_count() -> None:
    cache = LruCache[str](10)
    cache.put("a", "x", 4)
    cache.put("b", "y", 4)
    cache.put("a", "z", 6)  # in place of the old one
    assert [cache.get(key) for key in "ab"] == ["z", "y"]
    cache.put("c", "w", 4)
    assert [cache.get(key) for key in "abc"] == [None, "y", "w"]
    cache.put("d", "v", 11)  # larger than the limit: it is there until the next comes
    assert [cache.get(key) for key in "bcd"] == [None, None, "v"]
    cache.put("e", "u", 1)
    assert [cache.get(key) for key in "de"] == [None, "u"]


def counted(calls: list[object]) -> Callable[..., Markup]:
    def macro(*arguments: object) -> Markup:
        calls.append(arguments)
        return Markup("x")

    return macro


def test_equal_texts_are_one_argument_and_other_equal_values_are_not() -> None:
    cached, calls = FragmentCache(), list[object]()
    macro = counted(calls)
    views = [["view"], ["view"]]
    for arguments in (("a" * 3, views[0]), ("".join("aaa"), views[0]), ("aaa", views[1])):
        assert cached(macro, *arguments) == "x"
    assert len(calls) == 2


def test_another_macro_makes_its_own() -> None:
    cached, calls = FragmentCache(), list[object]()
    for _ in range(3):
        cached(counted(calls), "a")  # a new macro each time, perhaps where the last one was in memory
    assert len(calls) == 3
