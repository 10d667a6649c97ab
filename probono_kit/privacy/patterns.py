"""How addresses, numbers and positions are written; what is written so is held to be private.

Recall comes before precision: a sentence that is not quoted costs little, a telephone number on a
page that leaves costs trust.
"""

from __future__ import annotations

import re

# Digits of the Arabic and Persian keyboards, and the marks that phones put in place of ours; one
# for one, so that positions in the text stay what they are.
PLAIN = str.maketrans(
    {
        **{chr(0x0660 + n): str(n) for n in range(10)},
        **{chr(0x06F0 + n): str(n) for n in range(10)},
        **{chr(0xFF10 + n): str(n) for n in range(10)},
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
        "\u2212": "-",
        "’": "'",
        "′": "'",
        "″": '"',
        "”": '"',
        "＠": "@",
        "٫": ".",
        "،": ",",
    }
)

EMAIL = re.compile(
    r"[\w.+'\-]*\w\s?(?:@|\(at\)|\[at\]|\barobase\b)\s?[\w\-]+(?:\s?(?:\.|\(dot\)"
    r"|\[dot\])\s?[\w\-]+)+"
    r"|[\w.+\-]+ at [\w\-]+ dot \w+|[\w.+\-]+ arobase [\w\-]+ point \w+",
    re.I,
)
_ENDINGS = r"com|org|net|info|int|gov|gouv|edu|ong|ngo|app|africa|social"
URL = re.compile(
    r"(?:\w+://|\bwww\.)[^\s<>\"']+"
    rf"|\b(?:[\w\-]+\.)+(?:{_ENDINGS})(?:\.[a-z]{{2}})?\b(?:/[^\s<>\"']*)?"
    r"|\b(?:[\w\-]+\.)+[a-z]{2}/[^\s<>\"']+",
    re.I,
)

_N = r"\d{1,3}[.,]\d{3,}"
POSITIONS = (
    re.compile(rf"[+\-]?{_N} ?°? ?[NSns]?\b ?[,;/ ]+ ?[+\-]?{_N}(?: ?°? ?[EWOewo]\b)?"),
    re.compile(
        r"\d{1,3} ?° ?\d{1,2}(?:[.,]\d+)? ?'(?: ?\d{1,2}(?:[.,]\d+)? ?(?:\"|''))? ?[NSEWO]?"
    ),
    re.compile(rf"(?<![\w.,])(?:{_N}|\d{{1,3}}[.,]\d+ ?°) ?[NSEWO]\b"),
    re.compile(
        r"\b(?:lat|lon|lng|long|latitude|longitude|gps|latitud"
        r"|longitud)\b ?[:=]? ?[+\-]?\d{1,3}[.,]\d+",
        re.I,
    ),
    re.compile(r"خط (?:ال)?(?:عرض|طول) ?[:=]? ?[+\-]?\d{1,3}(?:[.,]\d+)?"),
    re.compile(r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,4}\b"),
    re.compile(r"\b\d{1,2} ?[C-HJ-NP-X] ?\d{6}(?:[.,]\d+)?[ ,;/]+\d{6,7}(?:[.,]\d+)?\b"),
    re.compile(r"\b\d{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?\d{2,5} ?\d{2,5}\b"),
    re.compile(r"///\w+\.\w+\.\w+"),
)

DATE = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4} ?- ?\d{4}|\d{1,2}[:hH]\d{2})(?!\d)"
)
NUMBER = re.compile(
    r"(?<![\w.,/\-])(?:\+ ?|00)?\(?\d(?:(?:[\d ().\-]|(?<=\d)/(?=\d)){4,22}\d)(?!\w)"
)
#: Digits in a row that nothing explains.
LONG = re.compile(
    r"(?<![\w.,])\d{8,}(?![\w]|[.,]\d)(?! ?(?:f ?cfa|fcfa|cfa|xof|xaf|cdf|fc|usd|eur|[$€£]"
    r"|francs?|pesos?))",
    re.I,
)
THOUSANDS = re.compile(r"\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*")
PHONE_WORD = re.compile(
    r"(?:t[eé]l(?:[eé](?:phone|fono))?s?|phones?|mobiles?|gsm|whats?app|portables?|celular|cell"
    r"|contacts?"
    r"|num[eé]ros?|n[°o]|call|appel(?:er|ez)?|llam(?:ar|e)|هاتف|جوال|موبايل|تلفون|رقم"
    r"|اتصل)\W{0,6}$",
    re.I,
)

_ID_WORD = (
    r"c\.?n\.?i\.?|cin|nina|nin|nif|nss|ssn|curp|dni|rut|passe?ports?|pasaportes?|carnet|c[eé]dula"
    r"|identit[eéy]|identidad|id(?: ?(?:card|no|number|n°))?|matricule|progres|case (?:no|number)"
    r"|(?:رقم )?(?:ال)?هوي[ةه]|جواز(?: (?:ال)?سفر)?|(?:ال)?رقم (?:ال)?(?:قومي|وطني)|بطاق[ةه]"
)
IDS = (
    re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.I),
    re.compile(
        rf"(?<!\w)(?:{_ID_WORD})(?!\w)[^\w]{{0,4}}(?:(?:n[°o]|no|num[eé]ro|number|nr|de|d'"
        rf"|رقم)\W{{0,3}})?"
        r"(?:(?:[A-Z]{1,4}[\- ]?)?\d[\d\-/ ]{3,}[A-Z0-9]*|(?=(?:\w*?\d){3})\w{5,})",
        re.I,
    ),
    re.compile(r"\b[A-Z]{1,3}[- ]?\d{6,9}\b"),
    re.compile(r"\b(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z]*\d){4})[A-Z0-9]{10,}\b"),
)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
CARD = re.compile(r"(?<!\d)\d(?:[ \-]?\d){12,18}(?!\d)")
ACCOUNTS = (
    IBAN,
    re.compile(r"(?<![\w.@/])@[^\W\d]\w{2,}(?:\.\w+)*"),
    re.compile(
        r"(?<!\w)(?:compte|account|cuenta|acct|rib|iban|wave|orange money|mtn money|airtel money"
        r"|m-?pesa"
        r"|ecocash|(?:رقم )?(?:ال)?حساب)(?!\w)[^\d\n]{0,25}\d[\d \-]{3,}\d",
        re.I,
    ),
)


def is_card(text: str) -> bool:
    """Tell whether digits end in the check digit of payment cards (ISO/IEC 7812, Luhn).

    Examples
    --------
    >>> is_card("4111 1111 1111 1111"), is_card("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(c) for c in text if c.isdigit()][::-1]
    doubled = [sum(divmod(2 * d, 10)) for d in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
