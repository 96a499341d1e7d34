"""Running the cells of a notebook in a kernel of the Python that runs this."""

from __future__ import annotations

import asyncio
import os
import uuid
from pathlib import Path
from typing import Any

from reviewhelpers.markup import notebooks
from reviewhelpers.markup.notebooks import Notebook, NotebookError
from reviewhelpers.workspace import temporary_files

CELL_TIMEOUT = 300  # seconds


def execute(path: Path) -> Notebook:
    """A notebook as its kernel leaves it, with all that its cells returned; its file stays as it is.

    Raises
    ------
    NotebookError
        When a cell fails, or the notebook cannot be read.
    """
    return asyncio.run(execute_async(path))


async def execute_async(path: Path) -> Any:
    """A notebook as its kernel leaves it, for callers that run several at a time; see :func:`execute`."""
    # Pages that only show figures and tables need none of these.
    import nbclient
    import nbformat
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    class ThisInterpreter(KernelSpecManager):
        """The Python that runs this, whatever kernels the machine has under the same name."""

        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(**get_kernel_dict())

    class Kernels(AsyncKernelManager):
        def __init__(self, **options: Any):
            file = temporary_files.process_folder() / f"kernel-{uuid.uuid4()}.json"
            super().__init__(
                kernel_spec_manager=ThisInterpreter(),
                connection_file=os.fspath(file),
                **options,
                **_sockets(),
            )

    node = nbformat.reads(  # type: ignore[no-untyped-call]
        notebooks.serialize(notebooks.read(path, outputs=False)), as_version=4
    )
    client = nbclient.NotebookClient(
        node,
        kernel_manager_class=Kernels,
        # Else a kernel that has to use ports warns that nothing is encrypted, on this one machine.
        extra_arguments=["--log-level=ERROR"],
        timeout=CELL_TIMEOUT,
        # A kernel sends what a cell prints in as many pieces as its clock has it.
        coalesce_streams=True,
        # Nothing is lost with a kernel whose cells have all run.
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        await client.async_execute()
    except nbclient.exceptions.CellExecutionError as error:
        failed = (
            f"cell {number}: "
            for number, cell in enumerate(node.cells)
            if any(output.output_type == "error" for output in cell.get("outputs", []))
        )
        raise NotebookError(
            f"{notebooks.display_name(path)}: {next(failed, '')}{error.ename}: {error.evalue}"
        ) from None
    except (nbclient.exceptions.CellTimeoutError, nbclient.exceptions.DeadKernelError, RuntimeError) as error:
        raise NotebookError(f"{notebooks.display_name(path)}: {error}") from None
    except (OSError, EOFError) as error:
        said = getattr(error, "strerror", None) or str(error) or "a process ended; perhaps memory ran out"
        raise NotebookError(f"{notebooks.display_name(path)}: cannot be run: {said}") from error
    return node


def _sockets() -> dict[str, str]:
    """How a kernel is talked to: by files, where the system has such sockets.

    By default a kernel is told ports that were free a moment before, and with several at a time another
    process may have taken one by then.
    """
    folder = temporary_files.socket_folder()
    return {"transport": "ipc", "ip": os.fspath(folder / uuid.uuid4().hex[:8])} if folder else {}
