"""What stands on a server before a form is deployed, and what came of deploying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from probono_kit.findings import Findings
from probono_kit.forms.model import Form
from probono_kit.forms.papers.comparison import FormComparison
from probono_kit.forms.servers.source import Source

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def dicts(listed: Any) -> list[dict[str, Any]]:
    """Return the objects of a list in an answer; nothing else is read.

    Examples
    --------
    >>> dicts([{"name": "a.csv"}, None]), dicts({"detail": "?"})
    ([{'name': 'a.csv'}], [])
    """
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


@dataclass(frozen=True, eq=False)
class Standing:
    """What is deployed on a server.

    Parameters
    ----------
    form : Form, optional
        ``None`` if nothing is, or if the server does not give it.
    submissions : int, optional
        How many there are; ``None`` if the server does not tell.
    version : str, optional
        Its version, where the server insists on another one.
    deployed : bool
        Whether a form is deployed, also one that cannot be compared.
    findings : Findings
        What a person should know before going on.
    """

    form: Form | None = None
    submissions: int | None = 0
    version: str | None = None
    deployed: bool = False
    findings: Findings = field(default_factory=Findings)


@dataclass(frozen=True, eq=False)
class Deployment:
    """What came of deploying.

    Parameters
    ----------
    source : Source
        Where the form is; of a form that was new there, with its identifier.
    done : bool
        ``False`` if the person did not agree.
    comparison : FormComparison, optional
        What changed for those who fill it in; ``None`` for a form that was not deployed before.
    submissions : int, optional
        How many there were.
    media : tuple of str
        The files that went with the form.
    findings : Findings
        Warnings and notes.
    """

    source: Source
    done: bool
    comparison: FormComparison | None = None
    submissions: int | None = 0
    media: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings)


class Deployer(Protocol):
    """A server that forms are deployed on."""

    def close(self) -> None:
        """Sign out."""

    def standing(self, form: Form) -> Standing:
        """Return what is deployed now."""

    def deploy(self, form: Form, media: Mapping[str, Path], standing: Standing) -> Source:
        """Deploy a form with its files."""
