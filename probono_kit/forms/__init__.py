"""Forms of KoboToolbox and ODK: reading and checking XLSForms, monitoring what comes in.

>>> from probono_kit import forms
>>> forms.parse_expression("selected(${needs}, 'water'").problems[0].code
'form.parenthesis_open'
"""

from probono_kit.forms.expressions import Expression, parse_expression
from probono_kit.forms.lint import lint_form
from probono_kit.forms.model import Choice, Column, Form, Question, Row
from probono_kit.forms.monitoring import (
    Monitoring,
    MonitorSettings,
    monitor,
    read_monitor_settings,
    write_cleaning_log,
)
from probono_kit.forms.reading import read_form
from probono_kit.forms.submission_model import Submissions

__all__ = [
    "Choice",
    "Column",
    "Expression",
    "Form",
    "MonitorSettings",
    "Monitoring",
    "Question",
    "Row",
    "Submissions",
    "lint_form",
    "monitor",
    "parse_expression",
    "read_form",
    "read_monitor_settings",
    "write_cleaning_log",
]
