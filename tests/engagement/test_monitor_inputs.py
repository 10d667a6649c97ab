"""The notebook that monitors takes whatever KoboToolbox and ODK Central give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pandas.testing import assert_frame_equal

from probono_kit import engagement, forms
from probono_kit.engagement.monitor_steps import CollectionInputs, collection_inputs, monitor_step
from probono_kit.forms.monitoring import Monitoring

SAMPLE = "sample:household-survey/"
GIVEN: dict[str, Any] = {"form": f"{SAMPLE}raw/formulaire.xlsx", "language": "en", "areas": ""}


def monitored(path: str) -> tuple[CollectionInputs, Monitoring]:
    """Read an export and monitor it as the notebook does."""
    given = {**GIVEN, "submissions": [path]}
    p = engagement.check_parameters("monitor_collection", given)
    inputs = collection_inputs(p)
    return inputs, monitor_step(p, inputs)


@pytest.mark.parametrize(("kind", "name"), [("kobo_json", "a.json"), ("central_zip", "a.zip")])
def test_every_export_is_monitored_alike(kind: str, name: str, tmp_path: Path) -> None:
    """The same points to look at, from the workbook, from the API and from ODK Central."""
    read, expected = monitored(f"{SAMPLE}raw/menages.xlsx")
    forms.write_submissions(read.submissions, tmp_path / name, kind)
    again, found = monitored(str(tmp_path / name))
    assert len(again.submissions) == len(read.submissions)
    assert list(again.findings) == list(read.findings)
    assert len(expected.issues) > 5
    assert_frame_equal(found.issues, expected.issues)
