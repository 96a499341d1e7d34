"""The lines that make a figure or a table again, as its page shows them."""

from __future__ import annotations

from reviewhelpers._core.artifacts import is_figure


def python(id: str) -> str:
    """Lines of Python that write the picture and its values, or the table, byte for byte as published.

    Examples
    --------
    >>> print(python("tab-use-sources"))
    from pathlib import Path
    from reviewhelpers import tables
    <BLANKLINE>
    Path("tab-use-sources.csv").write_bytes(tables.render("tab-use-sources", "csv").encode())
    """
    if is_figure(id):
        lines = [
            "from reviewhelpers import figures",
            "",
            f'plot = figures.make("{id}")',
            f'Path("{id}.svg").write_bytes(figures.save("{id}", plot, "svg"))',
            f'Path("{id}.csv").write_bytes(figures.data_csv(plot.data).encode())',
        ]
    else:
        lines = [
            "from reviewhelpers import tables",
            "",
            f'Path("{id}.csv").write_bytes(tables.render("{id}", "csv").encode())',
        ]
    return "\n".join(["from pathlib import Path", *lines])


def command(id: str) -> str:
    """The same on the command line.

    Examples
    --------
    >>> command("fig-norr-epr"), command("tab-use-sources")
    ('reviewhelpers figures fig-norr-epr --format svg', 'reviewhelpers tables tab-use-sources --format csv')
    """
    kind, suffix = ("figures", "svg") if is_figure(id) else ("tables", "csv")
    return f"reviewhelpers {kind} {id} --format {suffix}"
