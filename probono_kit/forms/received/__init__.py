"""Reading what was collected with a form: exports of KoboToolbox and ODK Central."""

from probono_kit.forms.received.reading import read_submissions
from probono_kit.forms.received.saving import write_submission_tables

__all__ = ["read_submissions", "write_submission_tables"]
