"""The rows of a translator's sheet: each text with its place, its status and what must stay."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from probono_kit.findings import N_
from probono_kit.forms.model import REFERENCE, Choice, Form, Question
from probono_kit.forms.papers.kind_words import kind_in_words
from probono_kit.forms.papers.languages import Tongues
from probono_kit.forms.papers.texts import FormText, TextGroup, texts_of, together
from probono_kit.forms.papers.tongue import quoted
from probono_kit.forms.papers.wording import Speaker
from probono_kit.i18n import gettext
from probono_kit.tables.cells import column_letter

#: Headings of the hidden columns, by which the sheet reads back; the same in every language.
KEY, SOURCE, TARGET = "key", "source:", "target:"
#: Heading of a column whose language the form does not name.
UNNAMED = "label"
WHERE, WHAT, KIND, ASKED = N_("Where"), N_("What"), N_("Answer"), N_("When asked")
STAYS, NOTE, NUMBER = N_("Must stay as it is"), N_("Note"), N_("No.")
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
class TranslationRows:
    """Makes the rows of a translator's sheet.

    Parameters
    ----------
    form : Form
        The form.
    tongues : Tongues
        From which languages, into which.
    language : str
        Code of the language of the words around the texts.
    before : mapping
        Place → text of an older version of the form.
    """

    form: Form
    tongues: Tongues
    language: str
    before: Mapping[str, FormText]

    def __post_init__(self) -> None:
        main = self.tongues.sources[0]
        written = main if main in self.form.languages else None
        self.speaker = Speaker(self.form, written, self.language)
        self.groups = together(texts_of(self.form, self.tongues))
        self.users: dict[str, list[Question]] = {}
        for question in self.form.questions:
            if question.is_select:
                self.users.setdefault(question.list_name, []).append(question)
        self.translations = Counter(map(self._same, self.groups))

    def say(self, text: str, **values: object) -> str:
        """Return words of the sheet in its language."""
        return gettext(text, self.language).format(**values)

    def _same(self, group: TextGroup) -> tuple[str, ...]:
        """Return what two rows have in common whose texts should be translated alike."""
        first = group.first
        return first.sheet, first.key, *(first.texts[each] for each in self.tongues.sources)

    def status_heading(self, target: str) -> str:
        """Return the heading of the column that says how far a language is."""
        return self.say(N_("Status: {language}"), language=heading_of(target))

    def columns(self) -> list[str]:
        """Return the headings, hidden ones last."""
        tongues = self.tongues
        targets = [h for t in tongues.targets for h in (heading_of(t), self.status_heading(t))]
        return [
            *(self.say(each) for each in (NUMBER, WHERE, WHAT, KIND, ASKED)),
            *map(heading_of, tongues.sources),
            *targets,
            self.say(STAYS),
            self.say(NOTE),
            KEY,
            *(f"{SOURCE}{each}" for each in tongues.sources),
            *(f"{TARGET}{each}" for each in tongues.targets),
        ]

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of each row, in the order of the columns."""
        for number, group in enumerate(self.groups, 1):
            texts, owner = group.first.texts, group.first.owner
            asked = isinstance(owner, Question)
            kind = ""
            if isinstance(owner, Question) and not _is_read(owner):
                kind = kind_in_words(owner.kind, self.language)
            changed = self._changed(group)
            yield [
                str(number),
                self._where(group),
                self._what(group.first),
                kind,
                self.speaker.asked(owner).text if asked and isinstance(owner, Question) else "",
                *(texts[each] for each in self.tongues.sources),
                *(
                    cell
                    for each in self.tongues.targets
                    for cell in (texts[each], self._status(texts, each, changed))
                ),
                "\n".join(kept(texts, self.tongues)),
                self._note(group, changed),
                group.key,
                *(fingerprint(texts[each]) for each in self.tongues.both),
            ]

    def _where(self, group: TextGroup) -> str:
        lines = list(dict.fromkeys(self._place(each) for each in group.texts))
        if len(lines) <= _SHOWN:
            return "\n".join(lines)
        more = self.say(N_("… and {count} more places"), count=len(lines) - _SHOWN + 1)
        return "\n".join([*lines[: _SHOWN - 1], more])

    def _place(self, text: FormText) -> str:
        owner = text.owner
        if isinstance(owner, Question):
            return owner.name or kind_in_words(owner.kind, self.language)
        users = [each.name for each in self.users.get(owner.list_name, ())]
        shown = ", ".join(users[:2]) + (" …" if len(users) > 2 else "")
        within = self.speaker.names.namesakes.above(owner, self.speaker.written)
        code = f"{owner.name} ({within})" if within else owner.name
        return f"{shown or owner.list_name} › {code}"

    def _what(self, text: FormText) -> str:
        owner = text.owner
        if text.key != "label":
            return self.say(_WHATS[text.key])
        if isinstance(owner, Choice):
            return self.say(N_("possible answer"))
        read = _is_read(owner)
        return kind_in_words(owner.kind, self.language) if read else self.say(_WHATS["label"])

    def _changed(self, group: TextGroup) -> tuple[str, tuple[str, ...]]:
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

    def _note(self, group: TextGroup, changed: tuple[str, tuple[str, ...]]) -> str:
        notes = []
        if not group.first.texts[self.tongues.sources[0]]:
            notes.append(self.say(N_("The source is missing.")))
        if changed[0]:
            said = quoted(changed[0], self.language)
            notes.append(self.say(N_("The source was: {said}"), said=said))
        if self.translations[self._same(group)] > 1 and any(self._same(group)[2:]):
            notes.append(self.say(N_("This text is translated in several ways.")))
        return "\n".join(notes)

    def _status(
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
        changed = self._changed(self.groups[number])
        text = texts[target]
        if target in changed[1] and len(text) < _LITERAL and "\n" not in text:
            told = _literal(self.say(CHANGED))
            made = f"IF(EXACT({cell},{_literal(text)}),{told},{made})"
        for each in reversed(references(texts, self.tongues)[:_NESTED]):
            if len(each) < _LITERAL:
                found = f"ISNUMBER(FIND({_literal(each)},{cell}))"
                made = f"IF({found},{made},{_literal(self.say(_LACKS, reference=each))})"
        return f'=IF(TRIM({cell})="",{_literal(self.say(MISSING))},{made})'


def _is_read(question: Question) -> bool:
    """Tell whether nobody answers it."""
    return question.is_container or question.kind == "note"


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
