"""Public functions say what they do in the form of numpydoc."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from numpydoc.validate import validate
from subcases import for_each

import reviewhelpers

# Errors of form: no docstring, no summary, parameters that are wrong, unknown, out of order or undescribed,
# unknown sections, sections out of order.
CODES = {"GL06", "GL07", "GL08", "SS01", "PR02", "PR03", "PR04", "PR07", "PR10", "RT03"}

# Private names, and the writers of a node, which Sphinx calls by pairs.
HOOKS = ("_", "visit_", "depart_")


def public() -> Iterator[str]:
    """Names of the public functions and classes that the package itself defines."""
    for module in pkgutil.walk_packages(reviewhelpers.__path__, "reviewhelpers."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        assert loaded.__doc__, module.name
        here = [
            f"{module.name}.{name}"
            for name, thing in vars(loaded).items()
            if getattr(thing, "__module__", "") == module.name
            and not name.startswith(HOOKS)
            and (inspect.isfunction(thing) or inspect.isclass(thing))
        ]
        # The validator stumbles over a module that holds constants alone.
        yield from [module.name, *here] if here else []


@for_each("name", lambda: sorted(set(public())))
def test_docstring_has_the_form_of_numpydoc(name: str) -> None:
    faults = [(code, text) for code, text in validate(name)["errors"] if code in CODES]
    assert faults == []


def undocumented(loading: float) -> float:
    return loading


def test_a_missing_docstring_would_be_seen() -> None:
    assert "GL08" in {code for code, _ in validate(f"{__name__}.undocumented")["errors"]}
