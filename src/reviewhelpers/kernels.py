"""Kernels that start at once: forked from a process that has imported the libraries already.

A provisioner is where ``jupyter_client`` lets someone else start the process; the rest of a kernel stays as
it is, but for how it is talked to: by sockets that are files of its own. By default a kernel is told ports
that were free a moment before, and with several at a time another process may have taken one by then.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from reviewhelpers import forking
from reviewhelpers.clone import scratch

FORKED, STARTED = "reviewhelpers-forked", "reviewhelpers-started"
"""Names of the provisioners in the specification of a kernel."""

PRELOADED = (
    *("ipykernel.kernelapp", "IPython.core.completerlib", "ipykernel.debugger", "psutil"),
    *("tornado.platform.asyncio", "matplotlib.figure", "pandas", *forking.SHARED),
)
"""What the process imports from which kernels are forked: what each would else import while it starts."""

BACKEND = "module://matplotlib_inline.backend_inline"
"""What a kernel draws with. It is chosen after the fork: the process before it draws nothing."""


def offer() -> str:
    """Make the provisioners known to ``jupyter_client``, and give the name of the one to use here."""
    for name, kind in ((FORKED, Forked), (STARTED, Started)):
        found = EntryPoint(name, f"{__name__}:{kind.__name__}", KernelProvisionerFactory.GROUP_NAME)
        KernelProvisionerFactory.instance().provisioners[name] = found
    if not forking.can_fork():
        return STARTED
    # Else the debugger, which nobody uses here, warns of how this process was started.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    forking.begin(PRELOADED)
    return FORKED


class Started(LocalProvisioner):
    """Starts a kernel and talks to it by files, where the system has such sockets."""

    sockets: tempfile.TemporaryDirectory[str] | None = None

    async def pre_launch(self, **told: Any) -> dict[str, Any]:
        """Choose the sockets, before they are written down for the kernel."""
        short = scratch.sockets()
        if short is not None and self.sockets is None:
            self.sockets = tempfile.TemporaryDirectory(
                prefix="kernel-", dir=short, ignore_cleanup_errors=True
            )
            manager: Any = self.parent
            manager.transport, manager.ip = "ipc", os.path.join(self.sockets.name, "socket")
        return await super().pre_launch(**told)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the sockets of a kernel that has ended."""
        if self.sockets is not None and not restart:
            self.sockets.cleanup()
        await super().cleanup(restart)


class Forked(Started):
    """Starts the kernel of this interpreter by a fork."""

    async def launch_kernel(self, cmd: list[str], **told: Any) -> Any:
        """Start the kernel; the command tells its arguments, after the module that Python is to run."""
        arguments = cmd[cmd.index("-m") + 2 :]
        process = multiprocessing.get_context("forkserver").Process(
            target=_kernel, args=(arguments, told.get("cwd"), dict(told.get("env") or {})), daemon=True
        )
        process.start()
        child: Any = _Child(process)
        self.process = child
        self.pid = process.pid
        return self.connection_info


class _Child:
    """A process of :mod:`multiprocessing` as ``jupyter_client`` expects one of :mod:`subprocess`."""

    stdin = stdout = stderr = None

    def __init__(self, process: ForkServerProcess) -> None:
        self.process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None and self.pid is not None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def _kernel(arguments: Sequence[str], folder: str | None, environment: Mapping[str, str]) -> None:
    """Be a kernel, in a process just forked."""
    import matplotlib
    from ipykernel.kernelapp import IPKernelApp

    # As for a kernel started from outside: what is typed at the terminal is not for it.
    os.setsid()
    # The process it was forked from ends when nobody holds this pipe, and a kernel would hold it for ever.
    held = forkserver._forkserver._forkserver_alive_fd  # type: ignore[attr-defined]
    if held is not None:
        os.close(held)
    # Nor is a Ctrl-C that came meanwhile.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.environ.update(environment)
    if "MPLBACKEND" not in environment:
        matplotlib.rcParams["backend"] = BACKEND
    if folder:
        os.chdir(folder)
    # A kernel started as a module finds modules in its folder.
    sys.path.insert(0, os.getcwd())
    # A kernel ends when its parent does, and that is the process it was forked from.
    IPKernelApp.launch_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
