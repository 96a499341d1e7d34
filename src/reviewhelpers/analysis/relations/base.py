"""What a relation between rows is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

K = TypeVar("K", bound=Hashable)
Partners: TypeAlias = Callable[[Any], Iterable[Any]]


def pairs(number: int) -> int:
    """How many pairs a number of things has.

    Examples
    --------
    >>> pairs(4)
    6
    """
    return number * (number - 1) // 2


class Relation(ABC, Generic[K]):
    """What two keys break or keep."""

    @abstractmethod
    def breaks(self, one: K, other: K) -> bool:
        """Whether two rows of these keys break it; their order does not matter."""

    @abstractmethod
    def count(self, keys: Sequence[K]) -> int:
        """How many pairs of rows of these keys break it."""

    def partners(self, keys: Collection[K]) -> Partners:
        """A function that gives, for a key, those of `keys` that keep the relation with it."""
        return lambda key: [other for other in keys if not self.breaks(key, other)]

    def blocks(self, left: Collection[K], right: Collection[K]) -> Iterator[tuple[Iterable[K], Iterable[K]]]:
        """Pairs of sets of keys, left and right, that cover exactly the pairs that keep the relation."""
        keep = self.partners(right)
        for key in left:
            yield (key,), keep(key)

    def alone(self, key: K) -> bool:
        """Whether a row of this key breaks it with every other row."""
        return False

    def work(self, key: K) -> Hashable:
        """The work that a key names, if what it lacks is the same for all rows of its work; else None."""
        return None

    def without_work(self, key: K) -> K:
        """A key without its work, for where no row of that work lacks anything."""
        return key

    @abstractmethod
    def written(self, keys: Sequence[K], number: Callable[[str], int]) -> dict[str, Any]:
        """The relation and the keys as plain values for JSON, for a page that computes what breaks it.

        `number` gives a number for each text.
        """
