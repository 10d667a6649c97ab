"""Which language an open answer is written in: English, French, Spanish, Arabic, or another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: What a language is called when it is none of ours, and when a text is too short to tell.
OTHER, UNSURE = "other", "unsure"

#: Ours, each with the codes that the model has for it (Arabic is also told by country).
_OURS = {"en": "en", "fr": "fr", "es": "es", "ar": "ar", "arz": "ar", "ary": "ar", "arb": "ar"}
#: An answer is that much more likely in one of ours than in one of the model's other languages.
_PRIOR = 30.0
#: From here on a language is told; less, and the text says too little.
_SURE, _SURE_OTHER = 0.8, 0.9
#: Letters that a text needs before it is said to be in none of ours.
_FEWEST_LETTERS = 12


def answer_languages(answers: pd.Series) -> pd.Series:
    """Tell the language of each answer.

    Parameters
    ----------
    answers : pandas.Series
        Texts; missing where nothing was answered.

    Returns
    -------
    pandas.Series
        ``en``, ``fr``, ``es``, ``ar``, :data:`OTHER`, or :data:`UNSURE` for texts that are too
        short to tell; missing where the answer is.

    Notes
    -----
    The model is that of py3langid (M. Lui, T. Baldwin 2012, langid.py), with an answer held to be
    thirty times as likely in one of the four languages as in any other.

    Examples
    --------
    >>> texts = pd.Series(["L'eau est sale et loin", "no hay agua potable", "maji ni mbali sana"])
    >>> answer_languages(texts).tolist()
    ['fr', 'es', 'other']
    >>> answer_languages(pd.Series(["eau", None])).tolist()
    ['unsure', nan]
    """
    told = {text: _language(str(text)) for text in answers.dropna().unique()}
    return answers.map(told).astype("str")


def _language(text: str) -> str:
    letters = re.sub(r"[\W\d_]+", " ", text).strip()
    if not letters:
        return UNSURE
    ranked = _identifier().rank(letters)
    shares = dict.fromkeys(_OURS.values(), 0.0)
    others = 0.0
    for code, share in ranked:
        if code in _OURS:
            shares[_OURS[code]] += share * _PRIOR
        else:
            others += share
    best = max(shares, key=lambda code: shares[code])
    whole = sum(shares.values()) + others
    if shares[best] >= _SURE * whole:
        return best
    if others >= _SURE_OTHER * whole and len(letters) >= _FEWEST_LETTERS:
        return OTHER
    return UNSURE


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
