"""Notebooks start warm: their kernels are forked from a process that has loaded the libraries.

Importing pandas, seaborn and statsmodels takes longer than most pages' own work. The forked kernel
begins with those modules and nothing else; a reader's Jupyter starts its kernels in the usual way,
and so does a build on a system that cannot fork (Windows).
"""

import multiprocessing
import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from unittest.mock import patch

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

NAME = "warm-provisioner"
LIBRARIES = ("ipykernel.kernelapp", "matplotlib.pyplot", "seaborn", "statsmodels.formula.api")
BACKEND = "module://matplotlib_inline.backend_inline"


def run(arguments, cwd, env):
    """What the forked process does: become the kernel that the command line asks for."""
    from ipykernel.iostream import OutStream
    from ipykernel.kernelapp import IPKernelApp

    # What a cell prints leaves with the end of the cell; in two pieces it would stand on two lines.
    OutStream.flush_interval = 3600
    os.setsid()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    # The kernel ends when the process it was forked from does.
    IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


class Forked:
    """A process of multiprocessing with the few methods of Popen that a provisioner uses."""

    def __init__(self, process):
        self.process, self.pid = process, process.pid
        self.stdin = self.stdout = self.stderr = None

    def poll(self):
        return self.process.exitcode

    def wait(self):
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        self.process.kill()

    def terminate(self):
        self.process.terminate()


class WarmProvisioner(LocalProvisioner):
    """Starts a Python kernel by forking, and talks to it through sockets in a folder of its own.

    An ordinary kernel is told which ports are free and takes them later; two editions that build
    side by side now and then choose the same.
    """

    async def pre_launch(self, **options):
        self.sockets = TemporaryDirectory(prefix="kernel-", ignore_cleanup_errors=True)
        self.parent.transport = "ipc"
        self.parent.ip = str(Path(self.sockets.name) / "socket")
        return await super().pre_launch(**options)

    async def cleanup(self, restart=False):
        await super().cleanup(restart)
        self.sockets.cleanup()

    async def launch_kernel(self, cmd, **options):
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(LIBRARIES))
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        folder = options.get("cwd") or os.getcwd()
        process = context.Process(target=run, args=(arguments, folder, options["env"]))
        # Or multiprocessing would load the program that runs the build into every kernel.
        with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
            process.start()
        self.process = Forked(process)
        self.pid, self.pgid, self.cwd = process.pid, process.pid, folder
        return self.connection_info


def setup(app):
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return
    # matplotlib reads it when it is loaded, which is now before the kernel begins.
    os.environ.setdefault("MPLBACKEND", BACKEND)
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{WarmProvisioner.__name__}", factory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME
