"""Several relations at once, and the largest sets of rows in which each two keep all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from reviewhelpers.analysis.relations.base import Relation, pairs

Keys: TypeAlias = tuple[Hashable, ...]
"""The keys of one row, one a relation."""


class Graph:
    """Rows that keep several relations with each other.

    Rows with the same keys share a vertex: there are as many vertices as there are different keys.

    Parameters
    ----------
    relations : sequence of Relation
        The relations.
    rows : mapping
        The keys of each row, one a relation.
    works : mapping
        The work of each row.
    """

    def __init__(
        self, relations: Sequence[Relation[Any]], rows: Mapping[str, Keys], works: Mapping[str, str]
    ) -> None:
        named = {rule.work(key) for keys in rows.values() for rule, key in zip(relations, keys, strict=True)}
        self.members: dict[Keys, list[str]] = defaultdict(list)
        for id, keys in rows.items():
            each = list(zip(relations, keys, strict=True))
            if not any(rule.alone(key) for rule, key in each):
                # A work matters only where a row of it lacks something; else it would separate equal rows.
                matters = works[id] in named
                vertex = keys if matters else tuple(rule.without_work(key) for rule, key in each)
                self.members[vertex].append(id)
        self.neighbours: dict[Keys, set[Keys]] = {vertex: set() for vertex in self.members}
        vertices = list(self.members)
        for one, others in _blocks(relations, vertices, vertices, 0):
            for vertex in one:
                self.neighbours[vertex].update(others)
        for vertex, near in self.neighbours.items():
            near.discard(vertex)

    def pairs(self) -> int:
        """How many pairs of rows keep all relations."""
        size = {vertex: len(ids) for vertex, ids in self.members.items()}
        unlike = sum(size[one] * size[other] for one, others in self.neighbours.items() for other in others)
        return unlike // 2 + sum(map(pairs, size.values()))

    def cliques(self) -> Iterator[list[str]]:
        """The largest sets of rows in which each two keep all relations, in no order."""
        # Vertices with the same neighbours belong to the same sets, so that one of them represents all.
        alike: dict[frozenset[Keys], list[Keys]] = defaultdict(list)
        for vertex, others in self.neighbours.items():
            alike[frozenset((*others, vertex))].append(vertex)
        representatives = {vertices[0]: vertices for vertices in alike.values()}
        neighbours = {vertex: self.neighbours[vertex] & representatives.keys() for vertex in representatives}
        for found in maximal_cliques(neighbours):
            yield [id for vertex in found for each in representatives[vertex] for id in self.members[each]]


def _blocks(
    relations: Sequence[Relation[Any]], left: Sequence[Keys], right: Sequence[Keys], level: int
) -> Iterator[tuple[Sequence[Keys], Sequence[Keys]]]:
    """Pairs of sets of vertices that cover exactly the pairs that keep all relations from `level` on."""
    if level == len(relations):
        yield left, right
        return
    lefts, rights = _grouped(left, level), _grouped(right, level)
    for some, others in relations[level].blocks(lefts, rights):
        one = [vertex for key in some for vertex in lefts[key]]
        other = [vertex for key in others for vertex in rights[key]]
        if one and other:
            yield from _blocks(relations, one, other, level + 1)


def _grouped(vertices: Sequence[Keys], level: int) -> dict[Hashable, list[Keys]]:
    found: dict[Hashable, list[Keys]] = defaultdict(list)
    for vertex in vertices:
        found[vertex[level]].append(vertex)
    return found


V = TypeVar("V", bound=Hashable)


def maximal_cliques(neighbours: Mapping[V, set[V]]) -> Iterator[tuple[V, ...]]:
    """All maximal cliques: the largest sets of vertices of which each two are neighbours.

    By Bron and Kerbosch, with the pivot of Tomita: neighbours of the pivot need not be tried, as each maximal
    clique holds the pivot or a vertex that is no neighbour of it.
    """
    for part in _components(neighbours):
        stack: list[tuple[tuple[V, ...], set[V], set[V]]] = [((), part, set())]
        while stack:
            chosen, open_, done = stack.pop()
            if not open_ and not done:
                yield chosen
            if not open_:
                continue
            pivot = max((*open_, *done), key=lambda vertex: len(neighbours[vertex] & open_))
            for vertex in open_ - neighbours[pivot]:
                stack.append(((*chosen, vertex), open_ & neighbours[vertex], done & neighbours[vertex]))
                open_ = open_ - {vertex}
                done = done | {vertex}


def _components(neighbours: Mapping[V, set[V]]) -> Iterator[set[V]]:
    """The parts of a graph that nothing connects."""
    seen: set[V] = set()
    for start in neighbours:
        if start not in seen:
            part, todo = {start}, [start]
            while todo:
                new = neighbours[todo.pop()] - part
                part |= new
                todo += new
            seen |= part
            yield part
