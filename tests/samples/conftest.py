"""The samples: the script that makes them, and each engagement as an NGO gets it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from probono_kit import deliver, run
from probono_kit.resources import share_path

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"

Delivered = Callable[[str], Path]


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """The script that makes the samples, imported as it runs: beside its own modules."""
    sys.path.insert(0, str(SAMPLES))
    try:
        found = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make_samples.py")
        assert found is not None
        assert found.loader is not None
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(SAMPLES))
        for name in ("water_points", "village_water", "household_survey"):
            sys.modules.pop(name, None)


@pytest.fixture(scope="session")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    """Give the folder of a sample, rendered and delivered once for all workers: to be read only."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        # The folder of this run, in which each worker has its own.
        shared = shared.parent

    def give(sample: str) -> Path:
        place = shared / "samples" / sample
        place.parent.mkdir(exist_ok=True)
        made = place.with_name(f"{sample}.made")
        try:
            place.mkdir()
        except FileExistsError:
            # Another worker makes it, or has made it.
            while not made.exists():
                time.sleep(0.2)
        else:
            try:
                made.with_suffix(".ok").write_text(str(deliver_sample(sample, place / sample)))
            finally:
                made.touch()
        assert made.with_suffix(".ok").exists(), f"{sample} could not be delivered: see above"
        return place / sample

    return give


def deliver_sample(sample: str, folder: Path, more: str = "") -> Path:
    """Copy a sample to `folder`, add a task if there is one more, render and deliver it."""
    shutil.copytree(share_path(f"data/samples/{sample}"), folder)
    if more:
        brief = folder / "engagement.yml"
        brief.write_text(brief.read_text("utf-8").rstrip("\n") + "\n" + more, "utf-8")
    report = run.render(folder)
    assert not report.findings.errors
    deliver.make_bundle(folder)
    return folder
