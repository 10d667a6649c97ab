"""Names of questions and choices, made from their texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from probono_kit.files import file_name
from probono_kit.forms.building.description import ChoiceText, Texts, said
from probono_kit.forms.building.phrases import is_other, phrase
from probono_kit.forms.building.words import folded

_LONGEST_NAME = 32


def is_yes_no(choice: ChoiceText) -> bool:
    """Tell whether a choice reads as yes or no."""
    known = {folded(text) for name in ("yes", "no") for text in phrase(name).values()}
    return any(folded(text) in known for text in choice.texts.values())


def short_name(texts: Texts, languages: tuple[str, ...], stem: str) -> str:
    """Return a name made from a text: what a column of the data is called.

    Examples
    --------
    >>> short_name({"fr": "D'où vient l'eau que vous buvez ?"}, ("fr",), "q")
    'd_ou_vient_l_eau_que_vous_buvez'
    >>> short_name({"ar": "كم عمرك؟"}, ("ar",), "q")
    'q'
    """
    text = texts.get("en") or said(texts, languages)[languages[0]] if texts else ""
    plain = re.sub(r"\$\{[^}]*\}", "", text)
    name = "" if not plain else file_name(plain).replace("-", "_")
    if name == "file" and "file" not in plain.lower():
        name = ""
    while len(name) > _LONGEST_NAME and "_" in name:
        name = name.rpartition("_")[0]
    name = name[:_LONGEST_NAME]
    if not name:
        return stem
    return name if name[0].isalpha() else f"{stem}_{name}"


def named_choices(choices: Sequence[ChoiceText], languages: tuple[str, ...]) -> list[ChoiceText]:
    """Give every choice a name of its own, without spaces.

    Examples
    --------
    >>> given = [ChoiceText(texts={"fr": "Puits"}), ChoiceText(texts={"": "2"})]
    >>> [each.name for each in named_choices(given, ("fr",))]
    ['puits', '2']
    """
    taken = {each.name for each in choices if each.name}
    made = []
    for number, each in enumerate(choices, 1):
        name = re.sub(r"\s+", "_", each.name)
        if not name:
            name = "other" if is_other(each.texts) else _choice_name(each.texts, languages, number)
            base, count = name, 1
            while name in taken:
                count += 1
                name = f"{base}_{count}"
            taken.add(name)
        made.append(ChoiceText(name=name, texts=each.texts))
    return made


def _choice_name(texts: Texts, languages: tuple[str, ...], number: int) -> str:
    text = texts.get("en") or said(texts, languages)[languages[0]]
    if re.fullmatch(r"\d{1,6}", text):
        return text
    return short_name(texts, languages, f"c{number}")
