"""Rules of the form, checked again."""

from __future__ import annotations

from collections.abc import Iterator

from probono_kit.forms.monitoring.interviews import Interviews
from probono_kit.forms.monitoring.issues import Issue


def broken_rules(interviews: Interviews) -> Iterator[Issue]:
    """Yield nothing yet."""
    yield from ()
