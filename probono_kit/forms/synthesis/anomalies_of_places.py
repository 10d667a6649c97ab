"""Anomalies of where interviews were made, planted."""

from __future__ import annotations

from collections.abc import Callable

from probono_kit.forms.synthesis.planted import Planting

#: Interviews at one place.
STACK = 6
#: Degrees that a position outside lies farther north.
_FAR = 8.0


def gps_missing(planting: Planting) -> None:
    """Let interviews have no position."""
    point = planting.roles.point
    for row in planting.rows(planting.filled(point) & planting.agreed):
        for column in (point, *(c for c in planting.columns if c.startswith(f"{point}:"))):
            planting.put(row, column, None)
        planting.tell(row, point)


def gps_outside(planting: Planting) -> None:
    """Let interviews lie far to the north."""
    for row in planting.rows(planting.filled(planting.roles.point)):
        latitude, longitude, accuracy = planting.position(row)
        planting.place(row, latitude + _FAR, longitude, accuracy)
        planting.tell(row, planting.roles.point)


def gps_imprecise(planting: Planting) -> None:
    """Let positions be precise to a hundred metres or two."""
    for row in planting.rows(planting.filled(planting.roles.point)):
        latitude, longitude, _ = planting.position(row)
        planting.place(row, latitude, longitude, 120 + 100 * planting.random.random())
        planting.tell(row, planting.roles.point)


def gps_stacked(planting: Planting) -> None:
    """Let several interviews be made at one spot."""
    area = planting.roles.area
    fits = planting.filled(planting.roles.point) & planting.agreed
    for _ in range(max(planting.count // STACK, 1)):
        for model in planting.rows(fits, 1):
            near = fits & (planting.main[area] == planting.get(model, area)) if area else fits
            latitude, longitude, _ = planting.position(model)
            for row in (model, *planting.rows(near, STACK - 1)):
                planting.place(row, latitude, longitude, planting.position(row)[2])
                planting.tell(row, planting.roles.point)


def gps_elsewhere(planting: Planting) -> None:
    """Let pairs of interviews in different areas have each other's position."""
    point, area = planting.roles.point, planting.roles.area
    fits = planting.filled(point, area)
    for _ in range(-(-planting.count // 2)):
        for row in planting.rows(fits, 1):
            away = fits & (planting.main[area] != planting.get(row, area)) if area else fits
            for other in planting.rows(away, 1):
                own, theirs = planting.position(row), planting.position(other)
                for each, position in ((row, theirs), (other, own)):
                    planting.place(each, *position)
                    planting.tell(each, area)


#: By the name of the check.
PLACES_PLANTED: dict[str, Callable[[Planting], None]] = {
    "gps_elsewhere": gps_elsewhere,
    "gps_outside": gps_outside,
    "gps_stacked": gps_stacked,
    "gps_imprecise": gps_imprecise,
    "gps_missing": gps_missing,
}
