"""How the models are built: a function each, under the id of the model.

A function takes no arguments and returns :class:`ase.Atoms`, in which the array ``role`` says what each atom is
(:data:`reviewhelpers.structures.ROLES`; the lattice by default) and ``info["vacancies"]`` where atoms are missing, as
pairs of an element and a place. Only modules of this package import ASE.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import Registry

__all__ = ["build", "builder", "ids"]

_REGISTRY: Registry[Callable[[], object]] = Registry("structure", "str-")
_Function = Callable[[], object]


def builder(id: str) -> Callable[[_Function], _Function]:
    """Register a function that builds the model `id`."""

    def register(function: _Function) -> _Function:
        _REGISTRY.add(id, function)
        return function

    return register


def ids() -> tuple[str, ...]:
    """The ids of all models that are built, sorted."""
    _load()
    return _REGISTRY.ids()


def build(id: str) -> object:
    """The model `id` as :class:`ase.Atoms`.

    Raises
    ------
    UnknownId
        When no function builds it.
    ReviewHelpersError
        When ASE is not installed.
    """
    _load()
    return _REGISTRY.get(id)()


def _load() -> None:
    try:
        import ase  # noqa: F401
    except ImportError as error:
        raise ReviewHelpersError(
            "structures: ASE is not installed, and only it builds models; pip install 'reviewhelpers[structures]'"
        ) from error
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(module.name)
