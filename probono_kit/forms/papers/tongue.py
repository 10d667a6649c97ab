"""Languages of a form: their codes, the words that go with them, lists and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from babel import lists

from probono_kit.forms.building.words import language_of
from probono_kit.forms.model import Choice, Form, Question
from probono_kit.i18n import LANGUAGES, SCRIPT_LANGUAGES, current_language, gettext

_TAG = re.compile(
    r"</?(?:span|b|i|u|em|strong|font|p|div|br|h[1-6]|center|small|big)\b[^>]*>", re.I
)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+", re.M)
_LINK = re.compile(r"\[([^\]\[]+)\]\((?:https?|mailto|tel):[^)]*\)")


def text_language(language: str | None) -> str:
    """Return the language of the kit's own texts: the one named, the current one, else English.

    Examples
    --------
    >>> text_language("fr"), text_language("sw")
    ('fr', 'en')
    """
    language = language or current_language()
    return language if language in LANGUAGES else "en"


def code_of(written: str) -> str:
    """Return the code of a language as a form writes it, ``""`` if it is not known.

    Examples
    --------
    >>> code_of("French (fr)"), code_of("english"), code_of("العربية (ar)"), code_of("Lugbara")
    ('fr', 'en', 'ar', '')
    """
    return language_of(written) or ""


def written_language(form: Form, language: str) -> str | None:
    """Return how a form writes a language given by its code or as it stands there.

    ``None`` if the form is not in it.

    Examples
    --------
    >>> from probono_kit.forms.model import Column
    >>> columns = {"survey": (Column("label::French (fr)", "label", "French (fr)", 2),)}
    >>> from pathlib import Path
    >>> written_language(Form(Path("a"), columns=columns), "fr")
    'French (fr)'
    """
    for written in form.languages:
        if written.casefold() == language.casefold():
            return written
    wanted = language_of(language) or language
    return next((each for each in form.languages if code_of(each) == wanted), None)


def words_for(written: str, fallback: str | None = None) -> str:
    """Return the language of the words around the texts of a form.

    Parameters
    ----------
    written : str
        A language as the form writes it.
    fallback : str, optional
        Where there are no words in it; default: the current language.
    """
    code = code_of(written)
    return code if code in SCRIPT_LANGUAGES else fallback or current_language()


def plain_text(text: str) -> str:
    """Return a label without its markup, lines kept.

    Examples
    --------
    >>> plain_text("## **Who** <span style='color:red'>lives</span> here?")
    'Who lives here?'
    """
    text = _TAG.sub("", _LINK.sub(r"\1", text).replace("<br>", "\n"))
    text = _HEADING.sub("", text)
    text = re.sub(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text, flags=re.S)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(lines).strip()


def text_in(row: Question | Choice, written: str | None, key: str = "label") -> str:
    """Return a text in a language of the form, else in the first that has it.

    Parameters
    ----------
    row : Question or Choice
        Whose text.
    written : str or None
        The language as the form writes it.
    key : str
        ``"label"``, ``"hint"``…
    """
    return (row.row.get(key, written) if written is not None else "") or row.row.get(key)


def one_of(texts: Iterable[str], language: str) -> str:
    """Return texts as a list with “or” before the last.

    Examples
    --------
    >>> one_of(["a", "b", "c"], "fr")
    'a, b ou c'
    """
    return _listed(texts, "or", language)


def all_of(texts: Iterable[str], language: str) -> str:
    """Return texts as a list with “and” before the last.

    Examples
    --------
    >>> all_of(["a", "b", "c"], "en")
    'a, b and c'
    """
    return _listed(texts, "standard", language)


def _listed(texts: Iterable[str], style: Literal["or", "standard"], language: str) -> str:
    found = list(dict.fromkeys(texts))
    shown = str(lists.format_list(found, style=style, locale=language))
    # British usage, as in the rest of the house.
    return re.sub(r", (and|or) (?!.*, (?:and|or) )", r" \1 ", shown) if language == "en" else shown


def quoted(text: str, language: str) -> str:
    """Return a text in the quotes of a language.

    Examples
    --------
    >>> quoted("Oui", "fr")
    '«\xa0Oui\xa0»'
    """
    return gettext("“{text}”", language).format(text=text)
