"""Copy the data and the references into a wheel, so that the installed package works without a clone.

Everything else about the build is in ``pyproject.toml``, which cannot name files from outside the package.
"""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
TABLES = [f"data/{path.name}" for path in sorted(HERE.glob("data/[!.]*")) if path.is_file()]
# Of the coordinates those that the package reads; the other formats are for download from the site.
MODELS = [f"data/structures/{path.name}" for path in sorted(HERE.glob("data/structures/*.xyz"))]
BUNDLED = ["references.bib", *TABLES, *MODELS]


class BuildWithData(build_py):
    """A build with the files that :mod:`reviewhelpers._core.paths` looks for inside the package."""

    def run(self) -> None:
        """Build the modules, then copy the data; an editable install reads them where they are."""
        super().run()
        if not self.editable_mode:
            for source, target in self.bundled_files().items():
                self.mkpath(str(Path(target).parent))
                self.copy_file(source, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """The files that a build writes."""
        return [*super().get_outputs(include_bytecode), *self.bundled_files().values()]

    def bundled_files(self) -> dict[str, str]:
        """Targets of the bundled files by source."""
        folder = Path(self.build_lib) / "reviewhelpers" / "bundled"
        return {str(HERE / name): str(folder / name) for name in BUNDLED}


setup(cmdclass={"build_py": BuildWithData})
