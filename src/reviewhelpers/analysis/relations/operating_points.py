"""The relation on the potential or the current at which values hold."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from reviewhelpers.analysis.relations.base import Partners, Relation, pairs

Ends: TypeAlias = tuple[float, float | None]
"""The ends of a range; the second is None where there is one value."""


@dataclass(frozen=True)
class OperatingPoint:
    """The potential or the current at which a value holds.

    Parameters
    ----------
    volts : pair of float and float or None, or None
        The potential as printed, in V; None where none is printed.
    scale : str
        Its scale as printed.
    stated : bool
        Whether the scale says anything.
    rhe : pair of float and float or None, or None
        The potential against the RHE, where the data allow it.
    currents : tuple of float
        The set currents.
    work : str
        The work, within which a scale that is left out is that of the other value.
    """

    volts: Ends | None
    scale: str
    stated: bool
    rhe: Ends | None
    currents: tuple[float, ...]
    work: str


@dataclass(frozen=True)
class DifferentOperatingPoint(Relation[OperatingPoint | None]):
    """Broken by values at two potentials, or at two set currents; None keeps it with every key.

    Parameters
    ----------
    closer_than : float
        Potentials closer than this, in V, count as equal.
    """

    closer_than: float

    def breaks(self, one: OperatingPoint | None, other: OperatingPoint | None) -> bool:
        """Whether two values hold at two potentials or currents."""
        if one is None or other is None:
            return False
        if one.volts is None or other.volts is None:
            return one.currents != other.currents
        silent = one.work == other.work and not (one.stated and other.stated)
        if one.scale == other.scale or silent:
            return not self._near(one.volts, other.volts)
        # Where one has no potential against the RHE, a relation on the scales decides.
        return one.rhe is not None and other.rhe is not None and not self._near(one.rhe, other.rhe)

    def _near(self, one: Ends, other: Ends) -> bool:
        return all(
            (a is None and b is None) or (a is not None and b is not None and abs(a - b) < self.closer_than)
            for a, b in zip(one, other, strict=True)
        )

    def count(self, keys: Sequence[OperatingPoint | None]) -> int:
        """How many pairs hold at two potentials or currents.

        A potential against the RHE is known only where the scale is stated, so that each pair falls under one
        of four cases.
        """
        points = [key for key in keys if key is not None]
        known = [key for key in points if key.volts is not None]
        by_scale = _by(known, lambda key: key.scale).values()
        currents = [Counter(key.currents for key in some) for some in (points, known)]
        same = [sum(map(pairs, each.values())) for each in currents]
        one_without = pairs(len(points)) - pairs(len(known)) - (same[0] - same[1])
        one_scale = sum(self._count_apart(each, "volts") for each in by_scale)
        silent = 0
        for each in _by(known, lambda key: key.work).values():
            unstated = [key for key in each if not key.stated]
            if unstated:
                stated = [key for key in each if key.stated]
                silent += self._count_apart(each, "volts") - self._count_apart(stated, "volts")
                silent -= sum(
                    self._count_apart(some, "volts") for some in _by(unstated, lambda key: key.scale).values()
                )
        converted = [key for key in known if key.rhe is not None]
        of_scales = _by(converted, lambda key: key.scale).values()
        two_scales = self._count_apart(converted, "rhe") - sum(
            self._count_apart(each, "rhe") for each in of_scales
        )
        return one_without + one_scale + silent + two_scales

    def _count_apart(self, keys: Sequence[OperatingPoint], name: str) -> int:
        """How many pairs of keys have ends that are not near."""
        found = Counter(getattr(key, name) for key in keys)
        order = sorted(found, key=lambda ends: ends[0])
        near = sum(map(pairs, found.values()))
        for at, one in enumerate(order):
            for other in map(order.__getitem__, range(at + 1, len(order))):
                if other[0] - one[0] >= self.closer_than:
                    break
                near += found[one] * found[other] * self._near(one, other)
        return pairs(found.total()) - near

    def partners(self, keys: Collection[OperatingPoint | None]) -> Partners:
        """Those near, found by the order of their potentials."""
        points = [key for key in keys if key is not None]
        known = [key for key in points if key.volts is not None]
        unrestricted = [key for key in keys if key is None]
        currents = _by(points, lambda key: key.currents)
        without_potential = _by((key for key in points if key.volts is None), lambda key: key.currents)
        scales = _by(known, lambda key: key.scale)
        unconverted = _by((key for key in known if key.rhe is None), lambda key: key.scale)
        volts = _Sorted([(key.volts[0], key) for key in known if key.volts is not None])
        rhe = _Sorted([(key.rhe[0], key) for key in known if key.rhe is not None])

        def keep(key: OperatingPoint | None) -> Iterable[OperatingPoint | None]:
            if key is None:
                return keys
            alike = currents if key.volts is None else without_potential
            some: set[OperatingPoint | None] = {*unrestricted, *alike.get(key.currents, ())}
            if key.volts is not None:
                some.update(volts.near(key.volts[0], self.closer_than))
                if key.rhe is not None:
                    some.update(rhe.near(key.rhe[0], self.closer_than))
                other = unconverted if key.rhe is not None else scales
                some.update(*(each for scale, each in other.items() if scale != key.scale))
            return [other for other in some if not self.breaks(key, other)]

        return keep

    def written(self, keys: Sequence[OperatingPoint | None], number: Callable[[str], int]) -> dict[str, Any]:
        """The potential, current and work of each."""
        listed = [
            key
            and {
                "volts": key.volts,
                "scale": number(key.scale),
                "stated": int(key.stated),
                "rhe": key.rhe,
                "currents": key.currents,
                "work": number(key.work),
            }
            for key in keys
        ]
        return {"kind": "apart", "closerThan": self.closer_than, "keys": listed}

    def work(self, key: OperatingPoint | None) -> Hashable:
        """The work of a row whose scale is not stated."""
        return None if key is None or key.stated else key.work

    def without_work(self, key: OperatingPoint | None) -> OperatingPoint | None:
        """A key of a work of which every row states its scale."""
        return key and replace(key, work="")


class _Sorted:
    """Keys in the order of a number."""

    def __init__(self, numbered: Iterable[tuple[float, OperatingPoint]]) -> None:
        order = sorted(numbered, key=lambda each: each[0])
        self._numbers = [number for number, _ in order]
        self._keys = [key for _, key in order]

    def near(self, number: float, width: float) -> list[OperatingPoint]:
        """The keys within a width of a number; some lie a little further off, as differences are rounded."""
        start = bisect.bisect_left(self._numbers, number - 1.01 * width)
        return self._keys[start : bisect.bisect_right(self._numbers, number + 1.01 * width)]


def _by(
    keys: Iterable[OperatingPoint], attribute: Callable[[OperatingPoint], Hashable]
) -> dict[Hashable, list[OperatingPoint]]:
    found: dict[Hashable, list[OperatingPoint]] = defaultdict(list)
    for key in keys:
        found[attribute(key)].append(key)
    return found
