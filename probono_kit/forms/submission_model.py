"""Submissions as tidy tables: a main table and one per repeat, with the form that made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.model import Form

#: The table of the interviews themselves.
MAIN = "main"
#: Columns of :attr:`Submissions.columns`.
TOLD_COLUMNS = ("table", "column", "question", "choice", "kind", "label", "written")


@dataclass(frozen=True, eq=False)
class Submissions:
    """Submissions of one form, in all its versions.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        ``"main"``, and one per repeat by its name. Key columns first: of main ``_key``, the text
        that names the submission; of a repeat ``_key`` (``<key above>/<repeat>[<number>]``),
        ``_parent`` (``_key`` of the row above), ``_submission`` (``_key`` of the main row),
        ``_position`` (from 1 within the parent). Questions are typed by the form: Int64, float64,
        datetime64 in local time, text. A select_multiple is one text with its choices separated by
        spaces, and one column ``name/choice`` of 0 and 1 for each choice (missing where it was not
        asked). A position is text, and ``name:latitude``, ``name:longitude``, ``name:altitude``,
        ``name:accuracy``.
    columns : pandas.DataFrame
        One row per column, in :data:`TOLD_COLUMNS`: ``question`` is its path in the form (empty for
        keys and what the server adds), ``choice`` that of a column of 0 and 1, ``kind`` that of the
        question, or ``key`` or ``meta``; ``written`` the heading in the file.
    form : Form, optional
        The form.
    findings : Findings
        What reading met.

    Examples
    --------
    >>> main = pd.DataFrame({"_key": ["uuid:1"], "water": ["tap"]})
    >>> told = pd.DataFrame(
    ...     [("main", "_key", "", "", "key", "", "_uuid"),
    ...      ("main", "water", "home/water", "", "select_one", "Water", "home/water")],
    ...     columns=list(TOLD_COLUMNS))
    >>> len(Submissions({"main": main}, told))
    1
    """

    tables: Mapping[str, pd.DataFrame]
    columns: pd.DataFrame
    form: Form | None = None
    findings: Findings = field(default_factory=Findings)

    def __len__(self) -> int:
        """Return how many submissions there are."""
        return len(self.main)

    @property
    def main(self) -> pd.DataFrame:
        """The table of the submissions themselves."""
        return self.tables[MAIN]
