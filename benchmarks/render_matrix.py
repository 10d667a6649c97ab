"""Seconds per map notebook: `probono render --jobs 2` beside a plain papermill loop.

Run with ``python -m benchmarks.render_matrix``. The map of the water-points sample is drawn for
ten regions of Senegal in two languages, so 20 notebooks, once by our own render and once by
papermill as its documentation shows it: one call after the other, same notebook, same parameters.
Both write PDF, PNG and SVG, and the executed notebooks. ``--plain 5`` lets papermill run five only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from probono_kit.engagement import notebook, read_brief
from probono_kit.resources import share_path
from probono_kit.run import Run, plan, render

REGIONS = [
    *("Diourbel", "Fatick", "Kaffrine", "Kaolack", "Kolda"),
    *("Louga", "Matam", "Saint-Louis", "Tambacounda", "Thiès"),
]
LANGUAGES = ["fr", "en"]


def make_engagement(folder: Path) -> None:
    """Turn the sample into an engagement whose one map is drawn for every region."""
    shutil.copytree(share_path("data/samples/water-points"), folder)
    path = folder / "engagement.yml"
    brief = yaml.safe_load(path.read_text(encoding="utf-8"))
    tasks = {task["id"]: task for task in brief["tasks"]}
    drawn = tasks["carte-points"]
    drawn["matrix"] = {"area": REGIONS, "language": LANGUAGES}
    drawn["parameters"].pop("map_id", None)
    brief["tasks"] = [tasks["nettoyage"], drawn]
    path.write_text(yaml.safe_dump(brief, allow_unicode=True, sort_keys=False), encoding="utf-8")


def ours(folder: Path, jobs: int) -> tuple[float, list[Run]]:
    """Render all maps from a standing start, and return seconds and runs."""
    render(folder, only=["nettoyage"])
    began = time.perf_counter()
    report = render(folder, jobs=jobs)
    seconds = time.perf_counter() - began
    failed = [result.run.id for result in report.results if not report.ok]
    if failed:
        raise SystemExit(f"not everything was drawn: {failed}")
    return seconds, [run for run in plan(read_brief(folder).brief) if run.task == "carte-points"]


def plain(folder: Path, runs: list[Run]) -> float:
    """Execute the same runs with papermill, one after the other, and return seconds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from papermill import execute_notebook
    target = folder / "plain"
    table = next((folder / "work" / "nettoyage").glob("*work*.csv"))
    began = time.perf_counter()
    for run in runs:
        place = target / run.id
        place.mkdir(parents=True)
        parameters = {**run.parameters, "table": str(table), "output_folder": str(place)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            execute_notebook(
                str(notebook(run.notebook).path),
                str(place / f"{run.id}.ipynb"),
                parameters,
                cwd=str(folder),
                progress_bar=False,
            )
    return time.perf_counter() - began


def same_maps(folder: Path, runs: list[Run]) -> int:
    """Return how many maps came out with the same bytes in both ways."""
    same = 0
    for run in runs:
        for path in sorted((folder / "plain" / run.id).glob("*.[ps][dnv][fg]")):
            twin = folder / run.folder / path.relative_to(folder / "plain" / run.id)
            same += twin.read_bytes() == path.read_bytes()
    return same


def main() -> None:
    """Measure both and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="how many of ours run at a time")
    parser.add_argument("--plain", type=int, default=len(REGIONS) * len(LANGUAGES))
    chosen = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place) / "engagement"
        make_engagement(folder)
        seconds, runs = ours(folder, chosen.jobs)
        compared = runs[: chosen.plain]
        plain_seconds = plain(folder, compared)
        same = same_maps(folder, compared)
    each, plain_each = seconds / len(runs), plain_seconds / len(compared)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"cores {os.cpu_count()}, load {load:.1f}")
    print(f"render --jobs {chosen.jobs}: {len(runs)} maps in {seconds:.1f} s, {each:.2f} s each")
    print(f"papermill loop: {len(compared)} maps in {plain_seconds:.1f} s, {plain_each:.2f} s each")
    print(f"{plain_each / each:.1f} times as fast; {same} of {3 * len(compared)} files identical")


if __name__ == "__main__":
    main()
