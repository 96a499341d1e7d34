"""Random damages to the files of the project, of many kinds, with a fixed seed.

A damage is one file with other bytes, and the place where a report should point. Kinds that leave the meaning
unchanged say so, with the reason, independently of what any check reports.
"""

# Importing a module registers its kinds, in this order.
from damage import tables, byte_errors, descriptor, bibliography, book_config, notebooks, harmless  # noqa: F401, I001
from damage.base import BIB, CONFIG, DESCRIPTOR, KINDS, REGISTER, TOC, Damage, damages

__all__ = ["BIB", "CONFIG", "DESCRIPTOR", "KINDS", "REGISTER", "TOC", "Damage", "damages"]
