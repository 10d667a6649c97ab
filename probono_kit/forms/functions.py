"""Functions of expressions in forms, with how many arguments each takes.

Source: ODK XForms Specification, https://getodk.github.io/xforms-spec/#xpath-functions, and
https://docs.getodk.org/form-operators-functions/.
"""

from __future__ import annotations

_ANY = 10**6
_GROUPS: dict[tuple[int, int], str] = {
    (0, 0): "current false last now pi random today true",
    (0, 1): "local-name name namespace-uri normalize-space number position string string-length"
    " uuid",
    (1, 1): "abs acos area asin atan base64-decode boolean boolean-from-string ceiling cos count"
    " count-non-empty count-selected date date-time decimal-date-time decimal-time enclosed-area"
    " exp exp10 extract-signed floor id instance int intersects jr:itext lang log log10 lower-case"
    " not once sin sqrt sum tan upper-case",
    (1, 2): "randomize round",
    (2, 2): "atan2 contains ends-with format-date format-date-time geofence jr:choice-name pow"
    " regex selected selected-at starts-with substring-after substring-before",
    (2, 3): "digest substr substring",
    (3, 3): "if translate",
    (3, 7): "indexed-repeat",
    (4, 4): "pulldata",
    (1, _ANY): "concat distance join max min",
    (2, _ANY): "coalesce checklist",
    (4, _ANY): "weighted-checklist",
    (0, _ANY): "comment node text",
}
#: Fewest and most arguments of each function.
FUNCTIONS = {name: counts for counts, names in _GROUPS.items() for name in names.split()}

#: Functions that take all instances of a repeat.
OVER_REPEATS = frozenset(
    [
        "area",
        "boolean",
        "concat",
        "count",
        "count-non-empty",
        "distance",
        "enclosed-area",
        "indexed-repeat",
        "intersects",
        "join",
        "max",
        "min",
        "position",
        "randomize",
        "sum",
    ]
)


def takes(name: str, count: int) -> bool:
    """Tell whether function `name` can be called with `count` arguments.

    Examples
    --------
    >>> takes("if", 2), takes("indexed-repeat", 5), takes("indexed-repeat", 4)
    (False, True, False)
    """
    fewest, most = FUNCTIONS[name]
    return fewest <= count <= most and not (name == "indexed-repeat" and count % 2 == 0)


def arguments(name: str) -> str:
    """Return how many arguments `name` takes, such as ``3``, ``1-2`` or ``2+``."""
    fewest, most = FUNCTIONS[name]
    if name == "indexed-repeat":
        return "3, 5, 7"
    if fewest == most:
        return str(fewest)
    return f"{fewest}+" if most == _ANY else f"{fewest}-{most}"
