"""What any check has to say: one shape for readers, cleaners, lint, bundle checks and commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from probono_kit.encoding import encode
from probono_kit.errors import ProbonoError
from probono_kit.i18n import (
    LANGUAGES,
    current_country,
    current_language,
    format_number,
    gettext,
    use_country,
)

Value: TypeAlias = str | int | float | tuple[str, ...]

FINDINGS_MIME = "application/vnd.probono.findings+json"


class Severity(StrEnum):
    """How much a finding matters: an ``error`` stops, a ``warning`` is decided by a person."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has to say.

    Make one with :func:`finding`, which looks the severity up in the catalogue.

    Parameters
    ----------
    code : str
        Key in :data:`probono_kit.messages.CATALOGUE`, such as ``"table.no_header"``.
    severity : Severity
        ``error``, ``warning`` or ``note``.
    where : str
        The place, the same in every language: a path, a cell such as ``points.xlsx › A12``, a
        line such as ``engagement.yml:7``, a key such as ``tasks[0].inputs.table``.
    values : mapping
        What the text mentions: text, numbers, tuples of text. Never more of a person's data than
        is needed to find the cell.
    """

    code: str
    severity: Severity
    where: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def message(self, language: str | None = None) -> str:
        """Say what is the matter, in `language` (default: the current one)."""
        return self._text(0, language)

    def fix(self, language: str | None = None) -> str:
        """Say how to mend it, in `language` (default: the current one)."""
        return self._text(1, language)

    def _text(self, part: int, language: str | None) -> str:
        from probono_kit.messages import CATALOGUE

        language = language or current_language()
        entry = CATALOGUE[self.code]
        template = gettext((entry.text, entry.fix)[part], language)
        return template.format_map({k: _shown(v, language) for k, v in self.values.items()})

    def as_text(self, language: str | None = None) -> str:
        """One line for the terminal: severity, place, message, fix."""
        language = language or current_language()
        word = gettext(_SEVERITY_WORDS[self.severity], language).upper()
        place = f" {self.where}:" if self.where else ""
        return f"{word}{place} {self.message(language)} → {self.fix(language)}"

    def __str__(self) -> str:
        return self.as_text()

    def to_json(self) -> dict[str, Any]:
        """Return what :meth:`from_json` reads, with the English text beside it for other tools."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "where": self.where,
            "values": {k: list(v) if isinstance(v, tuple) else v for k, v in self.values.items()},
            "message": self.message("en"),
            "fix": self.fix("en"),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Finding:
        """Rebuild a finding from :meth:`to_json`."""
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in data["values"].items()}
        return cls(data["code"], Severity(data["severity"]), data["where"], values)


def N_(text: str) -> str:
    """Mark `text` for translation without translating it yet."""
    return text


_SEVERITY_WORDS = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}


def _shown(value: Value, language: str) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            # Sentences that stay English have English numbers, whatever country a map is of.
            with use_country(current_country() if language in LANGUAGES else ""):
                return format_number(value, language)
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def finding(code: str, where: object = "", **values: Value) -> Finding:
    """Make a finding from the catalogue.

    Parameters
    ----------
    code : str
        Key in :data:`probono_kit.messages.CATALOGUE`.
    where : object
        The place; turned into text.
    **values
        What the texts of `code` mention.

    Returns
    -------
    Finding
        With the severity that the catalogue states.

    Raises
    ------
    KeyError
        If `code` is not in the catalogue (a programmer's mistake).

    Examples
    --------
    >>> found = finding("file.missing", "raw/points.xlsx", near=("points_eau.xlsx",))
    >>> found.severity
    <Severity.ERROR: 'error'>
    >>> found.message("fr")
    "Ce fichier n'existe pas."
    """
    from probono_kit.messages import CATALOGUE

    return Finding(code, CATALOGUE[code].severity, str(where), values)


class Findings(list[Finding]):
    """Findings in the order in which they were made; shows itself as a table in a notebook.

    Examples
    --------
    >>> found = Findings([finding("file.empty", "a.csv")])
    >>> found.worst
    <Severity.ERROR: 'error'>
    >>> found.raise_errors()
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR a.csv: The file is empty. → Ask for the file again and...
    """

    def add(self, code: str, where: object = "", **values: Value) -> Finding:
        """Append a finding made by :func:`finding` and return it."""
        found = finding(code, where, **values)
        self.append(found)
        return found

    @property
    def errors(self) -> Findings:
        """Those of severity ``error``."""
        return Findings(found for found in self if found.severity is Severity.ERROR)

    @property
    def worst(self) -> Severity | None:
        """The gravest severity, ``None`` if there is no finding."""
        return min((found.severity for found in self), key=lambda s: s.rank, default=None)

    def by_severity(self) -> Findings:
        """Errors first; within a severity, in the order in which they were made, none twice."""
        unique = list(dict.fromkeys((f.code, f.where, f.message("en")) for f in self))
        first = {(f.code, f.where, f.message("en")): f for f in reversed(self)}
        return Findings(sorted((first[key] for key in unique), key=lambda f: f.severity.rank))

    def __add__(self, other: Iterable[Finding]) -> Findings:  # type: ignore[override]
        """Return the findings of both, in order."""
        return Findings([*self, *other])

    def raise_errors(self) -> None:
        """Raise all findings together if one of them is an error.

        Raises
        ------
        ProbonoError
            Carrying every finding, errors first.
        """
        if self.errors:
            raise ProbonoError(self.by_severity())

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {
            "text/plain": "\n".join(map(str, self)) or "✓",
            "text/html": findings_table(self, current_language()),
            FINDINGS_MIME: [found.to_json() for found in self],
        }


def findings_table(findings: Iterable[Finding], language: str) -> str:
    """Return an HTML table of `findings` in `language`, every text encoded.

    Parameters
    ----------
    findings : iterable of Finding
        Shown in the order given.
    language : str
        Language of the texts and of the column heads.

    Returns
    -------
    str
        A ``<table>`` with one row per finding; a sentence when there is none.
    """
    rows = [
        (
            gettext(_SEVERITY_WORDS[found.severity], language),
            found.where,
            found.message(language),
            found.fix(language),
        )
        for found in findings
    ]
    if not rows:
        nothing = gettext("Nothing to report.", language)
        return f"<p>✓ {encode(nothing)}</p>"
    heads = (N_("severity"), N_("where"), N_("what"), N_("how to mend it"))
    head = "".join(f"<th>{encode(gettext(text, language))}</th>" for text in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{encode(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
