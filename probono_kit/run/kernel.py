"""The process in which one notebook runs: always the same state at its start."""

from __future__ import annotations

import random
import sys
from typing import Any

#: Same seeds in every kernel: a notebook that draws at random draws the same again.
SEED = 0


def serve(connection_file: str) -> None:
    """Be a Jupyter kernel until it is told to stop.

    Parameters
    ----------
    connection_file : str
        Written by the one who started the kernel.
    """
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize(
        [
            f"--IPKernelApp.connection_file={connection_file}",
            "--HistoryManager.hist_file=:memory:",
            # A file of the engagement that is called json.py must not replace Python's.
            "--IPKernelApp.ignore_cwd=True",
        ]
    )
    _make_up_for_early_imports(app.shell)
    _seed_before_first_cell(app.shell)
    app.start()


def _seed_before_first_cell(shell: Any) -> None:
    """Set the seeds when the notebook begins, and no sooner.

    Threads of the kernel look for free ports at random while it starts, and draw more than once
    where a port is taken.
    """
    import numpy as np

    def seed(*_: object) -> None:
        random.seed(SEED)
        np.random.seed(SEED)  # noqa: NPY002 - the legacy state is the one that must not be random
        shell.events.unregister("pre_run_cell", seed)

    shell.events.register("pre_run_cell", seed)


def _make_up_for_early_imports(shell: Any) -> None:
    """Do what packages do when they are imported inside a notebook, for those that were not.

    A forked kernel must show exactly what one shows that was started anew.
    """
    if "matplotlib.pyplot" in sys.modules:
        shell.enable_matplotlib("inline")
    if "pandas" in sys.modules:
        import pandas as pd

        # Outside of a notebook pandas fits its text to a terminal.
        pd.set_option("display.max_columns", 20)


if __name__ == "__main__":
    serve(sys.argv[1])
