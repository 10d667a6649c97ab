"""Monitoring of a collection: what somebody should look at today, and how far the sample is."""

from probono_kit.forms.monitoring.cleaning import cleaning_rows, write_cleaning_log
from probono_kit.forms.monitoring.issues import ISSUE_COLUMNS, Issue
from probono_kit.forms.monitoring.memory import (
    MonitoringState,
    Okay,
    read_monitoring_state,
    read_okay,
    write_monitoring_state,
)
from probono_kit.forms.monitoring.monitor import Monitoring, monitor
from probono_kit.forms.monitoring.roles import Roles, find_roles
from probono_kit.forms.monitoring.settings import MonitorSettings, read_monitor_settings

__all__ = [
    "ISSUE_COLUMNS",
    "Issue",
    "MonitorSettings",
    "Monitoring",
    "MonitoringState",
    "Okay",
    "Roles",
    "cleaning_rows",
    "find_roles",
    "monitor",
    "read_monitor_settings",
    "read_monitoring_state",
    "read_okay",
    "write_cleaning_log",
    "write_monitoring_state",
]
