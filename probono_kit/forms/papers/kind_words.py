"""Kinds of question in words."""

from __future__ import annotations

from probono_kit.findings import N_
from probono_kit.i18n import gettext

_KINDS = {
    "select_one": N_("one choice"),
    "select_one_from_file": N_("one choice"),
    "select_one_external": N_("one choice"),
    "select_multiple": N_("several choices"),
    "select_multiple_from_file": N_("several choices"),
    "rank": N_("ranking"),
    "integer": N_("whole number"),
    "percentage": N_("whole number"),
    "decimal": N_("number"),
    "range": N_("number on a scale"),
    "text": N_("text"),
    "date": N_("date"),
    "time": N_("time"),
    "datetime": N_("date and time"),
    "geopoint": N_("position (GPS)"),
    "geotrace": N_("line on the map"),
    "geoshape": N_("outline on the map"),
    "osm": N_("position (GPS)"),
    "image": N_("photo or drawing"),
    "audio": N_("sound"),
    "video": N_("video"),
    "file": N_("file"),
    "barcode": N_("barcode"),
    "acknowledge": N_("confirmation"),
    "calculate": N_("calculated"),
    "hidden": N_("calculated"),
    "note": N_("text to read out"),
    "group": N_("group"),
    "repeat": N_("repeat"),
    "start": N_("recorded by itself: beginning"),
    "end": N_("recorded by itself: end"),
    "today": N_("recorded by itself: day"),
    "deviceid": N_("recorded by itself: device"),
    "username": N_("recorded by itself: user"),
    "phonenumber": N_("recorded by itself: telephone number"),
    "email": N_("recorded by itself: e-mail"),
    "simserial": N_("recorded by itself: SIM card"),
    "subscriberid": N_("recorded by itself: SIM card"),
    "audit": N_("recorded by itself: course of the interview"),
    "start-geopoint": N_("recorded by itself: position"),
    "background-geopoint": N_("recorded by itself: position"),
    "background-audio": N_("recorded by itself: sound"),
}


def kind_in_words(kind: str, language: str) -> str:
    """Return a kind of question in words.

    Examples
    --------
    >>> kind_in_words("select_one", "en"), kind_in_words("unheard-of", "en")
    ('one choice', 'unheard-of')
    """
    return gettext(_KINDS[kind], language) if kind in _KINDS else kind
