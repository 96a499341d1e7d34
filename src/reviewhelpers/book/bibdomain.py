"""The citations of sphinxcontrib-bibtex, found in time that grows with their number and no faster.

The extension asks for each work which of all citations name it, on every build, and for each citation which
of all works it means: works times citations, twice. Here both are sorted by work first. It also sets all
works anew on every build; here they are kept while they are the same. pybtex looks for the same plugin in the
files of all packages for each citation; here it is registered. What comes out is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pybtex.backends.plaintext import Backend
from pybtex.plugin import register_plugin
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain

from reviewhelpers.shown import digest


class Domain(BibtexDomain):
    """The domain of citations with faster look-ups."""

    _by_key: dict[str, list[tuple[int, Any]]]
    """The listed works by key, each with its place among all."""

    def env_updated(self) -> Iterable[str]:
        """Settle which works are listed; Sphinx asks this of every build, before it resolves citations."""
        updated = super().env_updated()
        self._by_key = defaultdict(list)
        for place, citation in enumerate(self.citations):
            self._by_key[citation.key].append((place, citation))
        return updated

    def resolve_xref(
        self, env: Any, fromdocname: str, builder: Any, typ: str, target: str, *told: Any
    ) -> Any:
        """The citation of some works as links, each sought only among the listed works of its key."""
        keys = {each.key for each in parse_citation_targets(target)}
        listed = sorted(found for key in keys for found in self._by_key.get(key, ()))
        whole = self.data["citations"]
        try:
            self.data["citations"] = [citation for _, citation in listed]
            return super().resolve_xref(env, fromdocname, builder, typ, target, *told)
        finally:
            self.data["citations"] = whole

    def get_formatted_entries(
        self, bibliography_key: Any, docnames: Any, tooltips: Any, tooltips_style: Any
    ) -> Iterable[Any]:
        """The works of a bibliography as it prints them; as in the last build where they are the same."""
        bibliography = self.bibliographies[bibliography_key]
        works = list(self.get_sorted_entries(bibliography_key, docnames))
        told = [bibliography.style, bibliography.labelprefix, tooltips, tooltips_style, works]
        made_from = digest(repr([*told, getattr(self.env.config, "reviewhelpers_inputs", "")]))
        kept = self.data.setdefault("formatted", {})
        if kept.get(bibliography_key, ("", []))[0] != made_from:
            # A tooltip in the style of the list is set already.
            same = tooltips and tooltips_style in ("", bibliography.style)
            made = super().get_formatted_entries(
                bibliography_key, docnames, tooltips and not same, tooltips_style
            )
            kept[bibliography_key] = (
                made_from,
                [(entry, text, text if same else tooltip) for entry, text, tooltip in made],
            )
        return list(kept[bibliography_key][1])

    def get_filtered_entries(self, bibliography_key: Any) -> Iterable[tuple[str, Any]]:
        """The works of a bibliography that its filter lets pass, each asked only about citations of it."""
        bibliography = self.bibliographies[bibliography_key]
        of_key = defaultdict(list)
        for reference in self.citation_refs:
            for key in {target.key for target in reference.targets}:
                of_key[key].append(reference)
        whole, entries = self.data["citation_refs"], list(self.get_entries(bibliography.bibfiles))
        found: list[tuple[str, Any]] = []
        try:
            for entry in entries:
                # The filter itself stays that of the extension: it sees one work and what cites it.
                self.data["citation_refs"] = of_key[bibliography.keyprefix + entry.key]
                self._one = entry
                found += super().get_filtered_entries(bibliography_key)
        finally:
            self.data["citation_refs"], self._one = whole, None
        return found

    _one: Any = None

    def get_entries(self, bibfiles: Any) -> Iterator[Any]:
        """All works, or the one that is being asked about."""
        return iter([self._one]) if self._one is not None else iter(super().get_entries(bibfiles))

    def get_all_cited_keys(self, docnames: Sequence[str]) -> Iterator[str]:
        """All keys in the order of the pages, then in that of their citations."""
        place = {name: number for number, name in enumerate(docnames)}
        for reference in sorted(self.citation_refs, key=lambda found: place[found.docname]):
            for target in reference.targets:
                yield target.key


def setup(app: Sphinx) -> None:
    """Put the domain in place of that of the extension, which is loaded before."""
    # Asked for at every citation; what is not registered is looked up in all that is installed, each time.
    register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    app.add_domain(Domain, override=True)
