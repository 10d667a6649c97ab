"""In which language the command speaks, decided before anything is said."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from probono_kit.i18n import LANGUAGES

#: In the order in which POSIX and GNU gettext look at them.
_LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

#: How Windows names languages, where it does not give their code.
_WINDOWS_NAMES = {"english": "en", "french": "fr"}

VARIABLE = "PROBONO_LANGUAGE"


def reader_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language to speak when the command line names none.

    Parameters
    ----------
    environment : mapping
        ``PROBONO_LANGUAGE`` comes first, then the usual variables of the locale, then what the
        system says (Windows). Languages without texts are passed over.

    Returns
    -------
    str
        One of :data:`probono_kit.i18n.LANGUAGES`; ``"en"`` when nothing else is known.

    Examples
    --------
    >>> reader_language({"LANG": "fr_SN.UTF-8"}), reader_language({"LANG": "C"})
    ('fr', 'en')
    >>> reader_language({"PROBONO_LANGUAGE": "en", "LANG": "fr_FR.UTF-8"})
    'en'
    """
    for name in (VARIABLE, *_LOCALE_VARIABLES):
        for part in environment.get(name, "").split(":"):
            code = part.replace("-", "_").partition("_")[0].lower()
            if code in LANGUAGES:
                return code
            if part:  # set, and to something that we have no texts for
                return "en"
    return _system_language() if os.name == "nt" else "en"


def _system_language() -> str:
    name = (locale.getlocale()[0] or "").partition("_")[0].lower()
    return _WINDOWS_NAMES.get(name, name if name in LANGUAGES else "en")


def take_language(arguments: list[str]) -> tuple[list[str], str | None]:
    """Take ``--language`` out of `arguments`, wherever it stands.

    Parameters
    ----------
    arguments : list of str
        As typed, without the program's name.

    Returns
    -------
    rest : list of str
        Everything else, in order.
    language : str or None
        As typed, and not checked; ``None`` if it is not there, ``""`` if its value is missing.

    Examples
    --------
    >>> take_language(["new", "wells", "--language", "fr"])
    (['new', 'wells'], 'fr')
    >>> take_language(["--language=en", "check"])
    (['check'], 'en')
    """
    rest: list[str] = []
    language: str | None = None
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return [*rest, argument, *waiting], language
        if argument == "--language":
            language = next(waiting, "")
        elif argument.startswith("--language="):
            language = argument.partition("=")[2]
        else:
            rest.append(argument)
    return rest, language
