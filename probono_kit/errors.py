"""The one exception that is shown to people: it carries findings, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from probono_kit.findings import Findings


class ProbonoError(Exception):
    """A mistake that the reader can mend: it carries findings that say where, what and how.

    Parameters
    ----------
    findings : Findings
        Everything that was found, at least one of severity ``error``.

    Examples
    --------
    >>> from probono_kit.findings import Findings, finding
    >>> problem = ProbonoError(Findings([finding("file.empty", "raw/points.xlsx")]))
    >>> print(problem)
    ERROR raw/points.xlsx: The file is empty. → Ask for the file again and check that it opens.
    """

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(str(found) for found in self.findings)

    def _render_traceback_(self) -> list[str]:
        """Show a notebook reader the findings instead of a traceback (IPython's hook)."""
        from IPython.display import display

        display(self.findings)  # type: ignore[no-untyped-call]
        return str(self).splitlines()
