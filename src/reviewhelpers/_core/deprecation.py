"""Old names of a module that still work, with a warning, until the next release."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any


def deprecated_names(module: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a module whose names have changed.

    Assign it under ``if not TYPE_CHECKING``: mypy then still reports a name that the module does not have.

    Parameters
    ----------
    module : str
        Full name of the module, its ``__name__``.
    names : mapping of str to str
        From each old name to the new one.

    Returns
    -------
    callable
        Gives the object of the new name, with a DeprecationWarning, for an old name.
    """

    def module_getattr(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        public = _public_name(module)
        warnings.warn(
            f"{public}.{name} is now {public}.{names[name]} and will go with the next release",
            DeprecationWarning,
            stacklevel=2,
        )
        return getattr(sys.modules[module], names[name])

    return module_getattr


def _public_name(module: str) -> str:
    """The name under which users import a module."""
    package, _, place = module.partition(".")
    names: Mapping[str, str] = getattr(sys.modules.get(package), "PUBLIC", {})
    return next((f"{package}.{name}" for name, target in names.items() if target == place), module)
