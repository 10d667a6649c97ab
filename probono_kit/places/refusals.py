"""One mistake of the reader, raised."""

from __future__ import annotations

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, Value, finding


def refusal(code: str, where: object, **values: Value) -> ProbonoError:
    """Return a finding as an exception to raise.

    Examples
    --------
    >>> print(refusal("file.empty", "limits.gpkg"))
    ERROR limits.gpkg: The file is empty. → Ask for the file again and check that it opens.
    """
    return ProbonoError(Findings([finding(code, where, **values)]))
