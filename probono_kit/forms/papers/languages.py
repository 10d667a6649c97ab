"""From which languages a form is translated, and into which."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel import Locale

from probono_kit.findings import Findings
from probono_kit.forms.building.words import LANGUAGES, folded, heading_language, language_of
from probono_kit.forms.model import Form, Row
from probono_kit.forms.papers.tongue import code_of, written_language
from probono_kit.forms.words import TRANSLATED
from probono_kit.i18n import SCRIPT_LANGUAGES, current_language, language_name


@dataclass(frozen=True, slots=True)
class Tongues:
    """Languages as the form writes them, or will.

    Parameters
    ----------
    sources : tuple of str
        Translated from; ``""`` if the form does not say which language it is in.
    targets : tuple of str
        Translated into.
    unnamed : str
        The language of columns that name none.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    unnamed: str = ""

    @property
    def both(self) -> tuple[str, ...]:
        """All, sources first."""
        return (*self.sources, *self.targets)

    def text(self, row: Row, key: str, language: str) -> str:
        """Return a text of a row in a language."""
        return row.get(key, language) or (row.get(key, "") if language == self.unnamed else "")


def tongues_of(form: Form, sources: Iterable[str] = (), targets: Iterable[str] = ()) -> Tongues:
    """Find the languages that are meant.

    Parameters
    ----------
    form : Form
        The form.
    sources : iterable of str
        Codes, names, or as the form writes them; default: the language in which the form opens.
    targets : iterable of str
        The same; may be new to the form. Default: all others of the form.

    Raises
    ------
    ProbonoError
        If a language is not known, nothing is left to translate into, or a form that names no
        language gets a second one.
    """
    findings = Findings()
    named = [each for each in form.languages if each]
    without = any(
        column.key in TRANSLATED and not column.language
        for sheet in ("survey", "choices")
        for column in form.columns.get(sheet, ())
    )
    default = form.settings.get("default_language") if form.settings is not None else ""
    default = (written_language(form, default) or default) if default in named or without else ""
    given = [_written(form, each) or each.strip() for each in sources if each.strip()]
    for each in given:
        if each not in named and not without:
            languages = tuple(named)
            findings.add("translation.no_source", form.path.name, given=each, languages=languages)
    main = given[0] if given else default or next(iter(named), "")
    from_ = tuple(dict.fromkeys(given or [main]))
    others = [each for each in named if each not in from_]
    wanted = []
    for each in filter(str.strip, targets):
        written = _written(form, each)
        if written is None:
            near = _alike(each)
            code = "translation.misspelt_language" if near else "translation.unknown_language"
            findings.add(code, form.path.name, given=each, near=near)
        else:
            wanted.append(written)
    findings.raise_errors()
    to = tuple(dict.fromkeys(wanted or others))
    to = tuple(each for each in to if each not in from_)
    if not to:
        findings.add("translation.no_target", form.path.name)
    if not main and any(each not in named for each in to):
        findings.add("translation.source_unnamed", form.path.name)
    findings.raise_errors()
    return Tongues(from_, to, (default or main) if without else "")


def _written(form: Form, given: str) -> str | None:
    """Return a language as the form writes it, or as it would: ``Spanish (es)``, ``Español (es)``.

    A name of the form's own is kept, and so is any with a code in brackets. ``None`` if it is the
    name or the code of no language.
    """
    given = given.strip()
    known = written_language(form, given)
    if known is not None:
        return known
    if re.fullmatch(r".*\w.*\([A-Za-z]{2,3}\)", given):
        return given
    code = language_of(given) or _all_languages().get(folded(given))
    if code is None:
        return None
    if any(_by_own_name(each) for each in form.languages):
        name = language_name(code, code)
        return f"{name[:1].upper()}{name[1:]} ({code})"
    return heading_language(code) if code in LANGUAGES else f"{language_name(code, 'en')} ({code})"


@cache
def _all_languages() -> dict[str, str]:
    """Return the codes of all languages, by code and by name in the languages of readers."""
    names = {
        folded(name): code
        for reader in reversed(SCRIPT_LANGUAGES)
        for code, name in Locale(reader).languages.items()
        if re.fullmatch("[a-z]{2,3}", code)
    }
    return names | {code: code for code in names.values()}


def _alike(given: str) -> tuple[str, ...]:
    """Return names of languages spelt nearly so, in the reader's language."""
    found = difflib.get_close_matches(folded(given), sorted(_all_languages()), 8, 0.75)
    codes = dict.fromkeys(_all_languages()[each] for each in found if len(each) > 3)
    names = Locale.parse(current_language()).languages
    return tuple(f"{names[code]} ({code})" for code in codes if code in names)[:3]


def _by_own_name(written: str) -> bool:
    """Tell whether a form writes ``Français`` and not ``French``."""
    code, name = code_of(written), folded(written.partition("(")[0])
    own = bool(code) and name == folded(language_name(code, code))
    return own and name != folded(LANGUAGES.get(code, ""))
