"""Models of atoms: read from ``data/structures``, measured, and built again by rule.

Pages, figures and the browser need the files alone. The functions that built them stand in
:mod:`reviewhelpers.structures.builders` and need ASE, which they alone import.
"""

from reviewhelpers.structures.files import ids, path, read
from reviewhelpers.structures.model import LATTICE, ROLES, Structure, Vacancy

__all__ = ["LATTICE", "ROLES", "Structure", "Vacancy", "ids", "path", "read"]
