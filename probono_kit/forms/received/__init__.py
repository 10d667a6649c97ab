"""Reading what was collected with a form: exports of KoboToolbox and ODK Central."""

from probono_kit.forms.received.reading import read_submissions

__all__ = ["read_submissions"]
