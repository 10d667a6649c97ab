"""Writing submissions as the servers of KoboToolbox and ODK write theirs."""

from probono_kit.forms.export.exporting import FORMATS, write_submissions

__all__ = ["FORMATS", "write_submissions"]
