"""How the bibliography sets a work: nothing for what no list prints, *et al.* where a list ends so."""

from __future__ import annotations

import unicodedata
from typing import Any

from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.richtext import Text
from pybtex.style import template
from pybtex.style.formatting.unsrt import Style as Unsrt
from pybtex.style.sorting.author_year_title import SortingStyle

from reviewhelpers.dataset import bibliography, journals

NAME = "as-known"


class ByLetters(SortingStyle):
    """By author, year and title, letters with marks as those without, as readers look for them."""

    def person_key(self, person: Any) -> str:
        """The name of a person, without the marks of its letters and the braces of an institution."""
        plain = unicodedata.normalize("NFKD", super().person_key(person))
        return "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in "{}")


class Style(Unsrt):
    """The plain style of pybtex, for works of which a title or the last authors are not known."""

    # Pages cite by author and year, so that is how a reader looks for a work.
    default_sorting_style = ByLetters

    def format_entry(self, label: Any, entry: Any, bib_data: Any = None) -> Any:
        """A work, with the one abbreviation of its journal, whatever the list of a source prints."""
        return super().format_entry(label, with_one_journal(entry), bib_data)

    def format_title(self, e: Any, which_field: str, as_sentence: bool = True) -> Any:
        """The title, or nothing where the source's list prints none."""
        return template.optional[super().format_title(e, which_field, as_sentence)]

    def format_names(self, role: str, as_sentence: bool = True) -> Any:
        """The names, the last one *et al.* where the list ends before the authors do."""

        @template.node  # type: ignore[untyped-decorator]
        def people(children: Any, context: Any) -> Any:
            persons = context["entry"].persons[role]
            cut = str(persons[-1]) == "others"
            names = [
                self.format_name(person, self.abbreviate_names)
                for person in (persons[:-1] if cut else persons)
            ]
            if cut:
                return Text(template.join(sep=", ")[names].format_data(context), " et al")
            return template.join(sep=", ", sep2=" and ", last_sep=", and ")[names].format_data(context)

        return template.sentence[people()] if as_sentence else people()

    def format_url(self, e: Any) -> Any:
        """The address, as a link where it is one of the web."""
        return self._linked("url", e, super().format_url(e))

    def format_eprint(self, e: Any) -> Any:
        """The preprint, as a link where its number is one."""
        return self._linked("eprint", e, super().format_eprint(e))

    def format_pubmed(self, e: Any) -> Any:
        """The number of PubMed, as a link where it is one."""
        return self._linked("pubmed", e, super().format_pubmed(e))

    def format_doi(self, e: Any) -> Any:
        """The DOI, as a link where it is one."""
        return self._linked("doi", e, super().format_doi(e))

    @staticmethod
    def _linked(field: str, entry: Any, link: Any) -> Any:
        """A link to what a field names, or the text of the field where no link may be made of it."""
        given = entry.fields.get(field)
        if given is None or bibliography.is_linkable(field, given):
            return link
        return template.words[f"{field}:", given]


def with_one_journal(entry: Any) -> Any:
    """A work of pybtex whose journal has the abbreviation of the table of journals; others as they are."""
    journal = journals.read().get(entry.fields.get("journal", ""))
    if journal is None:
        return entry
    fields = {**entry.fields, "journal": journal.short}
    named = Entry(entry.type, fields=fields, persons=entry.persons)
    named.key = entry.key
    return named


def register() -> None:
    """Make the style known to pybtex under :data:`NAME`."""
    register_plugin("pybtex.style.formatting", NAME, Style)
