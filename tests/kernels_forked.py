"""A plugin of pytest: the kernels of nbval are forked where that can be done.

It is asked for by name, ``-p kernels_forked``, so that all other tests start without ``jupyter_client``.
"""

from __future__ import annotations

import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory

from reviewhelpers import kernels


def pytest_configure(config: pytest.Config) -> None:
    """Offer such kernels, but not in the process that only shares tests out: it would load all in vain."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        KernelProvisionerFactory.instance().default_provisioner_name = kernels.offer()
