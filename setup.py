"""Put the data and the references into a wheel, so that an installed package draws without this folder.

All else about the build stands in ``pyproject.toml``, which has no words for files from outside the package.
"""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
CARRIED = ["references.bib", *(f"data/{path.name}" for path in sorted(HERE.glob("data/[!.]*")))]


class BuildWithData(build_py):
    """Building, with the files that :mod:`reviewhelpers._core.paths` looks for beside the code."""

    def run(self) -> None:
        """Build the modules, then copy the data; an editable install reads them where they are."""
        super().run()
        if not self.editable_mode:
            for source, target in self.carried().items():
                self.mkpath(str(Path(target).parent))
                self.copy_file(source, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """What a build writes."""
        return [*super().get_outputs(include_bytecode), *self.carried().values()]

    def carried(self) -> dict[str, str]:
        """Where each file comes from and where it goes."""
        folder = Path(self.build_lib) / "reviewhelpers" / "carried"
        return {str(HERE / name): str(folder / name) for name in CARRIED}


setup(cmdclass={"build_py": BuildWithData})
