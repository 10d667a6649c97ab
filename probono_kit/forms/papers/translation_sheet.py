"""The translator's sheet: one row per text of a form, to fill in without knowing what a form is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from probono_kit.findings import N_, Findings
from probono_kit.forms.model import REFERENCE, Choice, Form, Question
from probono_kit.forms.papers.codebook import title_of
from probono_kit.forms.papers.kind_words import kind_in_words
from probono_kit.forms.papers.languages import Tongues, tongues_of
from probono_kit.forms.papers.sheets import PaperSheet, write_sheets
from probono_kit.forms.papers.texts import FormText, TextGroup, texts_of, together
from probono_kit.forms.papers.tongue import code_of, quoted, text_language
from probono_kit.forms.papers.wording import Speaker
from probono_kit.i18n import direction, gettext
from probono_kit.tables.cells import column_letter

#: Headings of the hidden columns, by which the sheet reads back; the same in every language.
KEY, SOURCE, TARGET = "key", "source:", "target:"
#: Heading of a column whose language the form does not name.
UNNAMED = "label"
_WHERE, _WHAT, _KIND, _ASKED = N_("Where"), N_("What"), N_("Answer"), N_("When asked")
_STAYS, _NOTE, _NUMBER = N_("Must stay as it is"), N_("Note"), N_("No.")
_WHATS = {
    "label": N_("question"),
    "hint": N_("hint"),
    "guidance_hint": N_("guidance for interviewers"),
    "constraint_message": N_("message: answer refused"),
    "required_message": N_("message: answer missing"),
    "image": N_("name of a picture file"),
    "big-image": N_("name of a large picture file"),
    "audio": N_("name of a sound file"),
    "video": N_("name of a video file"),
}
_ABOUT = (
    N_("Write into the yellow cells only; red ones are empty. Save the file and send it back."),
    N_("What stands under “{stays}” goes into the translation letter by letter: ${{…}}, <…>."),
    N_("A text that occurs several times is here once. Rows may be sorted; delete none."),
)
MISSING, SAME = N_("missing"), N_("same as the source")
CHANGED, DONE = N_("the source has changed"), N_("translated")
_LACKS = N_("{reference} is missing")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: A text in a formula of a spreadsheet may not be longer, and a nested formula not too deep.
_LITERAL, _NESTED = 250, 8
_SHOWN = 6


def fingerprint(text: str) -> str:
    """Return a few letters that stand for a text, ``""`` for none.

    Examples
    --------
    >>> fingerprint("Age"), fingerprint("")
    ('39b7370f', '')
    """
    return hashlib.sha256(text.encode()).hexdigest()[:8] if text else ""


def heading_of(language: str) -> str:
    """Return the heading of a language in the sheet."""
    return language or UNNAMED


@dataclass
class _Writer:
    """Makes the rows of a translator's sheet."""

    form: Form
    tongues: Tongues
    language: str
    before: Mapping[str, FormText]
    formulas: dict[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        main = self.tongues.sources[0]
        written = main if main in self.form.languages else None
        self.speaker = Speaker(self.form, written, self.language)
        self.groups = together(texts_of(self.form, self.tongues))
        self.users: dict[str, list[Question]] = {}
        for question in self.form.questions:
            if question.is_select:
                self.users.setdefault(question.list_name, []).append(question)
        translations: dict[tuple[str, ...], int] = {}
        for group in self.groups:
            translations[self.same(group)] = translations.get(self.same(group), 0) + 1
        self.translations = translations

    def say(self, text: str, **values: object) -> str:
        return gettext(text, self.language).format(**values)

    def same(self, group: TextGroup) -> tuple[str, ...]:
        """Return what two rows have in common whose texts should be translated alike."""
        first = group.first
        return first.sheet, first.key, *(first.texts[each] for each in self.tongues.sources)

    def status_heading(self, target: str) -> str:
        return self.say(N_("Status: {language}"), language=heading_of(target))

    def columns(self) -> list[str]:
        """Return the headings, hidden ones last."""
        tongues = self.tongues
        targets = [h for t in tongues.targets for h in (heading_of(t), self.status_heading(t))]
        return [
            *(self.say(each) for each in (_NUMBER, _WHERE, _WHAT, _KIND, _ASKED)),
            *map(heading_of, tongues.sources),
            *targets,
            self.say(_STAYS),
            self.say(_NOTE),
            KEY,
            *(f"{SOURCE}{each}" for each in tongues.sources),
            *(f"{TARGET}{each}" for each in tongues.targets),
        ]

    def rows(self) -> Iterator[list[str]]:
        for number, group in enumerate(self.groups, 1):
            texts, owner = group.first.texts, group.first.owner
            asked = isinstance(owner, Question)
            kind = kind_in_words(owner.kind, self.language) if isinstance(owner, Question) else ""
            changed = self.changed(group)
            yield [
                str(number),
                self.where(group),
                self.what(group.first),
                kind,
                self.speaker.asked(owner).text if asked and isinstance(owner, Question) else "",
                *(texts[each] for each in self.tongues.sources),
                *(
                    cell
                    for each in self.tongues.targets
                    for cell in (texts[each], self.status(texts, each, changed))
                ),
                "\n".join(kept(texts, self.tongues)),
                self.note(group, changed),
                group.key,
                *(fingerprint(texts[each]) for each in self.tongues.both),
            ]

    def where(self, group: TextGroup) -> str:
        lines = list(dict.fromkeys(self.place(each) for each in group.texts))
        if len(lines) <= _SHOWN:
            return "\n".join(lines)
        more = self.say(N_("… and {count} more places"), count=len(lines) - _SHOWN + 1)
        return "\n".join([*lines[: _SHOWN - 1], more])

    def place(self, text: FormText) -> str:
        owner = text.owner
        if isinstance(owner, Question):
            return owner.name or kind_in_words(owner.kind, self.language)
        users = [each.name for each in self.users.get(owner.list_name, ())]
        shown = ", ".join(users[:2]) + (" …" if len(users) > 2 else "")
        return f"{shown or owner.list_name} › {owner.name}"

    def what(self, text: FormText) -> str:
        owner = text.owner
        if text.key != "label":
            return self.say(_WHATS[text.key])
        if isinstance(owner, Choice):
            return self.say(N_("possible answer"))
        named = owner.is_container or owner.kind == "note"
        return kind_in_words(owner.kind, self.language) if named else self.say(_WHATS["label"])

    def changed(self, group: TextGroup) -> tuple[str, tuple[str, ...]]:
        """Return the source text of the older form, and the targets that are still as they were."""
        for each in group.texts:
            old = self.before.get(each.place)
            source = self.tongues.sources[0]
            if old is None or old.texts[source] in ("", each.texts[source]):
                continue
            targets = self.tongues.targets
            same = tuple(t for t in targets if each.texts[t] and each.texts[t] == old.texts[t])
            return old.texts[source], same
        return "", ()

    def note(self, group: TextGroup, changed: tuple[str, tuple[str, ...]]) -> str:
        notes = []
        if not group.first.texts[self.tongues.sources[0]]:
            notes.append(self.say(N_("The source is missing.")))
        if changed[0]:
            said = quoted(changed[0], self.language)
            notes.append(self.say(N_("The source was: {said}"), said=said))
        if self.translations[self.same(group)] > 1 and any(self.same(group)[2:]):
            notes.append(self.say(N_("This text is translated in several ways.")))
        return "\n".join(notes)

    def status(
        self, texts: Mapping[str, str], target: str, changed: tuple[str, tuple[str, ...]]
    ) -> str:
        """Return how far a translation is; the formula of the cell goes on saying it."""
        text, source = texts[target], texts[self.tongues.sources[0]]
        if not text:
            return self.say(MISSING)
        lacking = next((each for each in references(texts, self.tongues) if each not in text), "")
        if lacking:
            return self.say(_LACKS, reference=lacking)
        if target in changed[1]:
            return self.say(CHANGED)
        return self.say(SAME if text == source else DONE)

    def formula(self, number: int, target: str, top: int) -> str:
        """Return the status of a row as a formula, which says it as the translator writes."""
        texts, columns = self.groups[number].first.texts, self.columns()
        line = top + 1 + number
        cell, source = (
            f"{column_letter(columns.index(heading_of(each)))}{line}"
            for each in (target, self.tongues.sources[0])
        )
        made = f"IF(EXACT({cell},{source}),{_literal(self.say(SAME))},{_literal(self.say(DONE))})"
        changed = self.changed(self.groups[number])
        text = texts[target]
        if target in changed[1] and len(text) < _LITERAL and "\n" not in text:
            told = _literal(self.say(CHANGED))
            made = f"IF(EXACT({cell},{_literal(text)}),{told},{made})"
        for each in reversed(references(texts, self.tongues)[:_NESTED]):
            if len(each) < _LITERAL:
                found = f"ISNUMBER(FIND({_literal(each)},{cell}))"
                made = f"IF({found},{made},{_literal(self.say(_LACKS, reference=each))})"
        return f'=IF(TRIM({cell})="",{_literal(self.say(MISSING))},{made})'


def _literal(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def references(texts: Mapping[str, str], tongues: Tongues) -> list[str]:
    """Return the references of a text, as they stand in its first source that has any."""
    for each in tongues.sources:
        found = [match[0] for match in REFERENCE.finditer(texts[each])]
        if found:
            return list(dict.fromkeys(found))
    return []


def kept(texts: Mapping[str, str], tongues: Tongues) -> list[str]:
    """Return what has to stay as it is: references and markup."""
    tags = [tag for each in tongues.sources for tag in _TAG.findall(texts[each])]
    return [*references(texts, tongues), *dict.fromkeys(tags)]


def write_translation_sheet(
    form: Form,
    path: Path | str,
    *,
    to: Iterable[str] = (),
    source: Iterable[str] = (),
    since: Form | None = None,
    language: str | None = None,
) -> Findings:
    """Write a workbook that a translator fills in, one row per text.

    Parameters
    ----------
    form : Form
        The form.
    path : path
        The workbook.
    to : iterable of str
        Languages to translate into: codes, names, or as the form writes them. They may be new to
        the form. Default: all of the form but the source.
    source : iterable of str
        Languages to translate from, the first counts. Default: the one in which the form opens.
        Names the language of a form that names none.
    since : Form, optional
        An older version: texts that changed, while their translation did not, are marked.
    language : str, optional
        Of the words around the texts (default: the current one).

    Returns
    -------
    Findings
        Choices whose texts are in files of their own.

    Raises
    ------
    ProbonoError
        If there is nothing to translate into, or the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> folder = Path(getfixture("tmp_path"))
    >>> survey = pd.DataFrame({"type": ["integer"], "name": ["age"], "label::French (fr)": ["Âge"]})
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> form = forms.read_form(folder / "form.xlsx")
    >>> write_translation_sheet(form, folder / "sheet.xlsx", to=["es"], language="en")
    []
    >>> sheet = pd.read_excel(folder / "sheet.xlsx", skiprows=5, engine="calamine")
    >>> sheet.loc[0, ["Where", "French (fr)", "Status: Spanish (es)"]].tolist()
    ['age', 'Âge', 'missing']
    """
    language = text_language(language)
    tongues = tongues_of(form, source, to)
    old = {} if since is None else {each.place: each for each in texts_of(since, tongues)}
    writer = _Writer(form, tongues, language, old)
    title = writer.say(N_("Translation: {title}"), title=title_of(form))
    sheet = _sheet(writer, title)
    write_sheets(path, [sheet], title=title, language=language)
    findings = Findings()
    files = [each.name for each in form.questions if each.kind.endswith(("_file", "_external"))]
    if files:
        findings.add("translation.in_files", Path(path).name, names=tuple(files[:8]))
    return findings


def _sheet(writer: _Writer, title: str) -> PaperSheet:
    tongues, say = writer.tongues, writer.say
    columns = writer.columns()
    frame = pd.DataFrame(list(writer.rows()), columns=columns, dtype="str").fillna("")
    hidden = frozenset(columns[columns.index(KEY) :])
    targets = [heading_of(each) for each in tongues.targets]
    texts = {heading_of(each): 44.0 for each in tongues.both}
    widths = {say(_NUMBER): 6.0, say(_WHERE): 22.0, say(_WHAT): 16.0, say(_KIND): 14.0}
    widths |= {say(_ASKED): 28.0, say(_STAYS): 18.0, say(_NOTE): 30.0, **texts}
    widths |= {writer.status_heading(each): 16.0 for each in tongues.targets}
    sheet = PaperSheet(
        say(N_("Translation")),
        frame,
        widths,
        about=[title, *(say(line, stays=say(_STAYS)) for line in _ABOUT)],
        frozen=1,
        open=frozenset(targets),
        wanted=frozenset(targets),
        rtl=frozenset(heading_of(each) for each in tongues.both if _is_rtl(each)),
        locked=True,
        hidden=hidden,
        formulas=writer.formulas,
    )
    for number in range(len(writer.groups)):
        for each in tongues.targets:
            place = number, writer.status_heading(each)
            writer.formulas[place] = writer.formula(number, each, sheet.top)
    return sheet


def _is_rtl(written: str) -> bool:
    code = code_of(written)
    return bool(code) and direction(code) == "rtl"
