"""Coordinates as people write them: one of the two in a cell, or a position in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from probono_kit.places.angles import CoordinateReading, Form, Problem, read_coordinate
from probono_kit.places.coordinate_words import Axis, knows_all_words, one_sign_each
from probono_kit.places.grid_text import read_grid
from probono_kit.places.position import Point, PositionForm, PositionReading

__all__ = [
    "Axis",
    "CoordinateReading",
    "Form",
    "PositionForm",
    "PositionReading",
    "Problem",
    "read_coordinate",
    "read_position",
]

_N = r"[+\-]?\d+(?:\.\d+)?"
_WKT = re.compile(rf"(?:srid=4326;)? *point *(?:z|m|zm)? *\( *({_N}) +({_N})(?: +{_N})*? *\)")
_JSON = re.compile(rf'"coordinates" *: *\[ *({_N}) *, *({_N})')
_ODK = re.compile(rf"({_N}) +({_N}) +{_N} +{_N}")
_ADDRESSES = (  # the pin of a place comes before the middle of the screen
    re.compile(rf"!3d({_N})!4d({_N})"),
    re.compile(rf"[?&;](?:m?lat)=({_N})&(?:m?lon|lng)=({_N})"),
    re.compile(
        rf"[?&](?:q|ll|sll|query|center|destination|daddr|loc)=(?:loc:)?({_N})(?:,|%2c)\+?({_N})"
    ),
    re.compile(rf"/(?:place|search|dir//?)/?({_N}),\+?({_N})"),
    re.compile(rf"@({_N}),({_N})"),
    re.compile(rf"#map=\d+/({_N})/({_N})"),
    re.compile(rf"geo:({_N}),({_N})"),
)
_BRACKETS = re.compile(r"[(\[{] *(.*?) *[)\]}]")
_TITLE = re.compile(
    r"(?:gps|coord[a-z.]*|position|location|localisation|ubicaci[a-z]*) *[:=]? *", re.IGNORECASE
)
_SEPARATORS = re.compile(r" *[;|/] *| (?:et|and|و|-) | *, +| +, *|,| +", re.IGNORECASE)
_SEAMS = re.compile(r"(?<=[\"'°\d][nsewo])(?=\d)|(?<=[\"'°\d])(?=[nsewo] ?\d)", re.IGNORECASE)
_LETTERS_AFTER = re.compile(r"([^a-zA-Z]*[NSEWO])[ ,;/|]*([^a-zA-Z]*[NSEWO])")
_LETTERS_BEFORE = re.compile(r"([NSEWO][^a-zA-Z]*?)[ ,;/|]*([NSEWO][^a-zA-Z]*)")
_DECIMALS = re.compile(
    r"([+-]?\d{1,3}\.\d+) ?(?:[,;/ ]) ?([+-]?\d{1,3}\.\d+)(?: ?[,;] ?-?\d+(?:\.\d+)?)?"
)
_LONGEST = 4000
_WHOLE = re.compile(r"[+-]?\d{1,3}")


def read_position(text: str) -> PositionReading | None:
    """Read a position that stands in one cell, in whatever way people write it.

    Pairs of all that :func:`read_coordinate` reads (``12.1, 15.0``; ``(12,5 ; 15,1)``;
    ``12°30'N 15°06'E``), the four numbers of a KoboToolbox or ODK geopoint, WKT and GeoJSON points,
    addresses of Google Maps and OpenStreetMap, UTM (``33P 504321 1332456``) and MGRS. Where the
    text does not say which number is the latitude, both readings are given.

    Parameters
    ----------
    text : str
        One cell.

    Returns
    -------
    PositionReading or None
        ``None`` if the text is no position.

    Examples
    --------
    >>> read_position("12°30'N, 15°06'E").point
    (12.5, 15.1)
    >>> read_position("(12,5 ; 15,1)").points
    ((12.5, 15.1), (15.1, 12.5))
    >>> read_position("12.1 15.0 297 4.5").form.value
    'geopoint'
    >>> read_position("504321 1332456").problem.value
    'no_zone'
    """
    if len(text) > _LONGEST:
        return None
    signs = one_sign_each(text)
    if match := _DECIMALS.fullmatch(signs):
        return _both(match[1], match[2])
    lower = signs.casefold()
    if read := _machine_made(lower) or read_grid(lower):
        return read
    bare = _TITLE.sub("", signs, count=1).rstrip(".,; ")
    if not any(map(str.isdigit, bare)) or not knows_all_words(bare.casefold()):
        return None
    return _pair(bare)


def _machine_made(text: str) -> PositionReading | None:
    """Read what programs write: their order of the two numbers is known."""
    if match := _WKT.fullmatch(text) or _JSON.search(text):
        return _known(match[2], match[1], PositionForm.WKT)
    if match := _ODK.fullmatch(text):
        return _known(match[1], match[2], PositionForm.GEOPOINT)
    if "://" in text or "geo:" in text or "maps" in text:
        found = (pattern.search(text) for pattern in _ADDRESSES)
        if match := next(filter(None, found), None):
            return _known(match[1], match[2], PositionForm.ADDRESS)
    return None


def _known(latitude: str, longitude: str, form: PositionForm) -> PositionReading:
    lat, lon = float(latitude), float(longitude)
    decimals = max(len(part.partition(".")[2]) for part in (latitude, longitude))
    if abs(lat) > 90 or abs(lon) > 180:
        return PositionReading((), form, 10.0**-decimals, Problem.BEYOND_DEGREES)
    return PositionReading(((lat, lon),), form, 10.0**-decimals)


def _pair(text: str) -> PositionReading | None:
    """Read two coordinates: every way to cut the text in two that gives two of them counts."""
    if bracketed := _BRACKETS.fullmatch(text):
        text = bracketed[1]
    for letters in (_LETTERS_AFTER, _LETTERS_BEFORE):
        match = letters.fullmatch(text)
        if match and (pair := _both(match[1], match[2])) and pair.points:
            return pair
    found = [pair for first, second in _halves(text) if (pair := _both(first, second)) is not None]
    read = [pair for pair in found if pair.points]
    if not read:
        return found[0] if found else None
    points = tuple(dict.fromkeys(chain.from_iterable(pair.points for pair in read)))
    forms = {pair.form for pair in read}
    form = forms.pop() if len(forms) == 1 else PositionForm.PAIR
    precision = max(pair.precision for pair in read)
    problem = next((pair.problem for pair in read if pair.problem), None)
    return PositionReading(points, form, precision, problem, marked=any(p.marked for p in read))


def _halves(text: str) -> Iterator[tuple[str, str]]:
    cuts = list(_SEPARATORS.finditer(text))
    strong = [cut for cut in cuts if cut[0].strip() in (";", "|", "/")]
    if len(strong) == 1:
        cuts = strong
    for cut in chain(cuts, _SEAMS.finditer(text)):
        first, second = text[: cut.start()], text[cut.end() :]
        if not first or not second:
            continue
        if cut[0] in (",", " ") and _WHOLE.fullmatch(first) and _WHOLE.fullmatch(second):
            continue  # 12,5 is one number, and 1 3 are choices
        yield first, second


def _both(first: str, second: str) -> PositionReading | None:
    one, two = read_coordinate(first), read_coordinate(second)
    if one is None or two is None:
        return None
    if (one.form in _ANGLES) != (two.form in _ANGLES) and not (one.axis and two.axis):
        return None
    form = PositionForm.ANGLES if one.form in _ANGLES else PositionForm.PAIR
    precision = max(one.precision, two.precision)
    marked = one.marked or two.marked
    if one.axis is not None and one.axis == two.axis:
        return PositionReading((), form, precision, Problem.SAME_AXIS, marked=marked)
    problem = one.problem or two.problem
    points = tuple(dict.fromkeys(_points(one, two)))
    if not points and problem is None:
        problem = Problem.BEYOND_DEGREES
    return PositionReading(points, form, precision, problem, marked=marked)


_ANGLES = (Form.MINUTES, Form.SECONDS)


def _points(one: CoordinateReading, two: CoordinateReading) -> Iterable[Point]:
    """Return the positions that two coordinates make; latitude first comes first."""
    for latitude, longitude in ((one, two), (two, one)):
        if latitude.axis is Axis.LONGITUDE or longitude.axis is Axis.LATITUDE:
            continue
        for lat in latitude.values:
            yield from ((lat, lon) for lon in longitude.values if abs(lat) <= 90)
