"""Archives that hold one or a few documents: KMZ, QGZ."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping
from pathlib import Path

from probono_kit.files import write_aside, write_zip
from probono_kit.maps.model import MapModel

#: Date of the documents of a map without a day of production: the clock stays out.
_NO_DAY = datetime.date(2000, 1, 1)


def write_archive(path: Path, documents: Mapping[str, bytes], model: MapModel) -> None:
    """Write a zip of `documents`, dated by the day on which the map was produced.

    Parameters
    ----------
    path : pathlib.Path
        Replaced if it exists, whole or not at all.
    documents : mapping of str to bytes
        By file name, folders with ``/``.
    model : MapModel
        Gives the day.
    """
    with tempfile.TemporaryDirectory() as folder, write_aside(path) as aside:
        for name, content in documents.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_bytes(content)
        write_zip(Path(folder), aside, model.spec.credits.produced or _NO_DAY, top=False)
