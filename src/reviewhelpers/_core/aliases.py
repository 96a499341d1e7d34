"""Import names that lead to modules elsewhere: the public names, and those of the last release."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class AliasFinder(MetaPathFinder):
    """Finds modules of a package, and what lies below them, under other names.

    Parameters
    ----------
    package : str
        The package whose names are added.
    public, deprecated : mapping
        Names below the package, each with the path of its module below it.

    Notes
    -----
    An alias is the module itself, not a copy: ``reviewhelpers.units`` is ``reviewhelpers.chemistry.units``.
    """

    def __init__(self, package: str, public: Mapping[str, str], deprecated: Mapping[str, str]) -> None:
        self._package = package
        self._public = public
        self._deprecated = deprecated

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The specification of a module under another name; None where the name is no alias."""
        package, _, name = fullname.partition(".")
        if package != self._package:
            return None
        # An alias of a package covers its modules too; the longest matching name decides.
        parts = name.split(".")
        for count in range(len(parts), 0, -1):
            head, rest = ".".join(parts[:count]), parts[count:]
            if target_name := self._public.get(head) or self._deprecated.get(head):
                location = ".".join([package, target_name, *rest])
                if head in self._deprecated:
                    public = next(
                        (key for key, place in self._public.items() if place == target_name), target_name
                    )
                    warnings.warn(
                        f"{fullname} is now {'.'.join([package, public, *rest])} and will go with the next release",
                        DeprecationWarning,
                        stacklevel=2,
                    )
                return ModuleSpec(fullname, _AliasLoader(location))
        return None


class _AliasLoader(Loader):
    def __init__(self, target: str) -> None:
        self._target = target
        self._spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = importlib.import_module(self._target)
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        # The import system has just replaced the specification by that of the alias; restore the own one.
        module.__spec__ = self._spec
