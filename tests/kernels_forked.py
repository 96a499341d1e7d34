"""A plugin of pytest: the kernels of nbval are forked where that can be done.

It is asked for by name, ``-p kernels_forked``, so that all other tests start without ``jupyter_client``.
"""

from __future__ import annotations

from jupyter_client.provisioning.factory import KernelProvisionerFactory

from reviewhelpers import kernels

KernelProvisionerFactory.instance().default_provisioner_name = kernels.offer()
