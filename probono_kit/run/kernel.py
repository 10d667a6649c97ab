"""The process in which one notebook runs: always the same state at its start."""

from __future__ import annotations

import random
import sys

#: Same seeds in every kernel: a notebook that draws at random draws the same again.
SEED = 0


def serve(connection_file: str) -> None:
    """Be a Jupyter kernel until it is told to stop.

    Parameters
    ----------
    connection_file : str
        Written by the one who started the kernel.
    """
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    random.seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 - the legacy state is the one that must not be random
    app = IPKernelApp.instance()
    app.initialize(
        [
            f"--IPKernelApp.connection_file={connection_file}",
            "--HistoryManager.hist_file=:memory:",
            # A file of the engagement that is called json.py must not replace Python's.
            "--IPKernelApp.ignore_cwd=True",
        ]
    )
    if "matplotlib.pyplot" in sys.modules and app.shell is not None:
        # pyplot was imported before there was a shell to show its figures in.
        app.shell.enable_matplotlib("inline")
    app.start()


if __name__ == "__main__":
    serve(sys.argv[1])
