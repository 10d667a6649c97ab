"""Which columns of a table hold what points to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.i18n import current_language
from probono_kit.privacy.persons import KnownNames
from probono_kit.privacy.screen import Private, private_label, screen_text
from probono_kit.tables.cells import fold
from probono_kit.tables.conventions import ColumnKind, ColumnType

#: Columns of what :func:`screen_columns` returns.
HIT_COLUMNS = ("column", "row", "kind", "start", "end")

#: A column holds a kind when so many of its cells do; less is named as cells to look at.
_MOSTLY = 0.5

_TYPES = {
    ColumnKind.PHONE: Private.PHONE,
    ColumnKind.LATITUDE: Private.POSITION,
    ColumnKind.LONGITUDE: Private.POSITION,
    ColumnKind.POSITION: Private.POSITION,
}
_SCREENED = (ColumnKind.TEXT, ColumnKind.CHOICES, ColumnKind.CODE, ColumnKind.PHONE)

#: Words of a heading that tell names of persons, and those that tell names of something else.
_PERSON = re.compile(
    r"\b(?:prenoms?|surnames?|first name|last name|full name|nom complet|nom et prenom"
    r"|noms et prenoms"
    r"|apellidos?|nombre completo|respondents?|repondante?s?|enquete|enquetee|enqueteurs?"
    r"|enqueteuses?"
    r"|enumerators?|interviewers?|interviewees?|encuestador[ae]?s?|encuestad[oa]s?"
    r"|entrevistad[oa]s?"
    r"|personne (?:contact|interrogee|ressource)|contact person|point focal|focal points?"
    r"|gestionnaires?"
    r"|caretakers?|beneficiaires?|beneficiary|beneficiari[oa]s?|responsables?|proprietaires?"
    r"|owners?"
    r"|chef de (?:menage|village|famille)|head of (?:household|family)|household head|jefe de hogar"
    r"|directeurs?|directrice|director|superviseurs?|supervisors?|agents? de|patients?|eleves?)\b"
    r"|اسم (?:ال)?(?:شخص|مستجيب|رب|مستفيد|باحث|عداد|كامل|اب|ام|زوج)|الاسم|(?:ال)?اسم$|^اسم\b"
)
_ONLY_NAME = re.compile(r"(?:noms?|names?|nombres?|nom \d+|your name|votre nom|su nombre)")
_OTHER = re.compile(
    r"\b(?:nombre d[eu]s?|nombre total|numero|number|count|age|sex|sexe|gender|genre|qualite"
    r"|fonction|type"
    r"|categorie|village|school|ecole|site|location|localite|projet|project|organi[sz]ation"
    r"|region|district"
    r"|province|commune|camp|structure|partenaire|partner|product|produit|how many|combien"
    r"|cuantos?|total"
    r"|statut|status|oui|yes|percent|taux|nationalite|nationality|level|niveau|relation|lien)\b"
    r"|القريه|المدرسه|القرية|المدرسة|المنطقة|المحافظة|المنظمة"
)
_HEADINGS = (
    (Private.EMAIL, re.compile(r"\b(?:e ?mails?|courriels?|correos?|mails?)\b|بريد")),
    (
        Private.PHONE,
        re.compile(
            r"\b(?:tel|telephones?|phones?|mobiles?|gsm|whatsapp|telefonos?|celular(?:es)?)\b"
            r"|هاتف|جوال|موبايل|تلفون"
        ),
    ),
    (
        Private.ID,
        re.compile(
            r"\b(?:cni|cin|nina|passe?ports?|pasaportes?|dni|cedula|carnet|identite|national id"
            r"|id card"
            r"|id number|numero d identite|matricule|progres|case number|ration card|curp)\b"
            r"|هويه|هوية|جواز"
        ),
    ),
    (
        Private.POSITION,
        re.compile(r"\b(?:gps|geopoint|latitude|longitude|coordonnees|coordinates)\b"),
    ),
    (
        Private.ACCOUNT,
        re.compile(r"\b(?:iban|rib|bank account|compte bancaire|numero de compte|cuenta)\b|حساب"),
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class ScreenedColumns:
    """What a table holds that points to persons.

    Parameters
    ----------
    kinds : dict of str to tuple of Private
        Column → what it holds, by its heading, its type, or most of its cells.
    hits : pandas.DataFrame
        Columns :data:`HIT_COLUMNS`: every place in every cell of text; the values themselves are
        not repeated.
    names : KnownNames
        The names that columns of persons list, for :func:`screen_text`.
    findings : Findings
        A warning per column.
    """

    kinds: dict[str, tuple[Private, ...]]
    hits: pd.DataFrame
    names: KnownNames
    findings: Findings = field(default_factory=Findings)


def screen_columns(
    frame: pd.DataFrame,
    types: Mapping[str, ColumnType] | None = None,
    *,
    country: str = "",
    where: str = "",
) -> ScreenedColumns:
    """Find the columns, and the cells of other columns, that point to persons.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table.
    types : mapping of str to ColumnType, optional
        Types of the columns; numbers are not screened, whatever their length.
    country : str
        ISO 3166-1 alpha-3 code, for phone numbers.
    where : str
        File and sheet, for the findings.

    Returns
    -------
    ScreenedColumns
        Kinds by column, and each hit.

    Examples
    --------
    >>> views = ["bien", "peu", "Awa, 77 000 57 08"]
    >>> table = pd.DataFrame({"Nom et prénom": ["Awa Sow", "Ali Ba", "Fatou"], "Avis": views})
    >>> screened = screen_columns(table, country="SEN")
    >>> screened.kinds
    {'Nom et prénom': (<Private.PERSON: 'person'>,)}
    >>> screened.hits[["column", "row", "kind"]].to_numpy().tolist()
    [['Avis', 2, 'person'], ['Avis', 2, 'phone']]
    """
    types, findings = types or {}, Findings()
    told = {str(name): _told(str(name), types.get(str(name))) for name in frame.columns}
    listed = [str(name) for name in frame.columns if Private.PERSON in told[str(name)]]
    names = KnownNames(value for name in listed for value in frame[name].dropna().unique())
    parts = []
    for name in map(str, frame.columns):
        if not _is_text(frame[name], types.get(name)) or Private.PERSON in told[name]:
            _report(name, told[name], findings, where)
            continue
        hits = _column_hits(frame[name], country, names)
        if name in types and types[name].kind is ColumnKind.CODE:
            # Codes of places and things look like numbers of papers: the heading tells those.
            hits = hits[hits["kind"] != Private.ID]
        filled = int(frame[name].notna().sum())
        per_kind = hits.groupby("kind")["row"].nunique()
        mostly = {Private(str(kind)) for kind, rows in per_kind.items() if rows >= _MOSTLY * filled}
        told[name] = tuple(kind for kind in Private if kind in {*told[name], *mostly})
        _report(name, told[name], findings, where)
        for kind, rows in per_kind.items():
            if Private(str(kind)) not in told[name]:
                findings.add(
                    "privacy.cells",
                    _place(where, name),
                    column=name,
                    kind=private_label(str(kind), current_language()),
                    count=int(rows),
                    cells=filled,
                )
        parts.append(hits.assign(column=name))
    found = pd.concat(parts) if parts else pd.DataFrame(columns=list(HIT_COLUMNS))
    kinds = {name: kinds for name, kinds in told.items() if kinds}
    return ScreenedColumns(kinds, found[list(HIT_COLUMNS)].reset_index(drop=True), names, findings)


def _told(name: str, type_: ColumnType | None) -> tuple[Private, ...]:
    """Return what the heading and the type of a column tell."""
    head = fold(name.replace("_", " ").replace("/", " "))
    found = {kind for kind, words in _HEADINGS if words.search(head)}
    if type_ is not None and type_.kind in _TYPES:
        found.add(_TYPES[type_.kind])
    if is_person_heading(name):
        found.add(Private.PERSON)
    numeric = type_ is not None and type_.kind in (ColumnKind.INTEGER, ColumnKind.DECIMAL)
    if numeric or (type_ is not None and type_.kind is ColumnKind.YES_NO):
        found &= {Private.PHONE, Private.ID, Private.ACCOUNT, Private.POSITION}
    return tuple(kind for kind in Private if kind in found)


def is_person_heading(name: str) -> bool:
    """Tell whether a heading announces names of persons.

    Examples
    --------
    >>> is_person_heading("Nom de l'enquêteur"), is_person_heading("Nom du village")
    (True, False)
    """
    head = fold(name.replace("_", " ").replace("/", " "))
    if _ONLY_NAME.fullmatch(head):
        return True
    return bool(_PERSON.search(head)) and not _OTHER.search(head)


def _is_text(column: pd.Series, type_: ColumnType | None) -> bool:
    if type_ is not None:
        return type_.kind in _SCREENED
    return bool(column.map(lambda value: isinstance(value, str)).any())


def _column_hits(column: pd.Series, country: str, names: KnownNames) -> pd.DataFrame:
    known: dict[str, list[tuple[str, int, int]]] = {}
    rows: list[tuple[object, str, int, int]] = []
    for row, value in column.items():
        if not isinstance(value, str):
            continue
        if value not in known:
            hits = screen_text(value, country=country, names=names)
            known[value] = [(hit.kind.value, hit.start, hit.end) for hit in hits if hit.sure]
        rows += [(row, *hit) for hit in known[value]]
    return pd.DataFrame(rows, columns=["row", "kind", "start", "end"])


def _report(name: str, kinds: tuple[Private, ...], findings: Findings, where: str) -> None:
    if kinds:
        words = tuple(private_label(kind, current_language()) for kind in kinds)
        findings.add("privacy.column", _place(where, name), column=name, kinds=words)


def _place(where: str, name: str) -> str:
    return f"{where} › {name}" if where else name
