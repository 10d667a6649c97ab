"""The table of proposals for coordinates, with the evidence in sentences."""

from __future__ import annotations

from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.findings import N_
from probono_kit.i18n import format_number, gettext
from probono_kit.places.coordinate_columns import Angles, Rows
from probono_kit.places.names import cell_text
from probono_kit.places.repair_tries import Repair
from probono_kit.places.reverse import reverse_areas
from probono_kit.places.targets import Targets

Texts: TypeAlias = npt.NDArray[np.object_]

#: Columns of the proposals, in order.
PROPOSAL_COLUMNS = (
    *("status", "repair", "latitude_before", "longitude_before", "latitude", "longitude"),
    *("expected", "found_in", "distance_km", "evidence", "candidates"),
)

_WHAT = {
    Repair.SWAP: N_("Latitude and longitude exchanged"),
    Repair.SIGN: N_("Sign changed"),
    Repair.DECIMAL: N_("Decimal mark put back"),
    Repair.MINUTES: N_("Minutes read instead of decimals"),
    Repair.UTM: N_("Metres of a UTM zone read"),
    Repair.LETTER: N_("One of two contradicting signs taken"),
    Repair.PAST_180: N_("Full circle taken off"),
    Repair.SWAP_AND_SIGN: N_("Latitude and longitude exchanged, sign changed"),
    Repair.SWAP_AND_DECIMAL: N_("Latitude and longitude exchanged, decimal mark put back"),
    Repair.DECIMAL_AND_SIGN: N_("Decimal mark put back, sign changed"),
}
_EVIDENCE = N_("{what} ({detail}): the point then lies in {area}.")
_BEFORE = N_("As written it lies {distance} km outside.")
_THE_COUNTRY = N_("the country")
_ALL_AREAS = N_("the areas")


class Proposals:
    """What is proposed for each row of a table.

    Parameters
    ----------
    latitude, longitude : pandas.Series
        The columns as written.
    stated : pandas.Series or None
        Codes of the areas that rows are said to lie in.
    status : numpy.ndarray
        Of each row before repairs, empty where nothing is the matter.
    """

    def __init__(
        self, latitude: pd.Series, longitude: pd.Series, stated: pd.Series | None, status: Texts
    ) -> None:
        count = len(status)
        self._columns: dict[str, npt.NDArray[Any]] = {
            column: np.full(count, "", dtype=object) for column in PROPOSAL_COLUMNS
        }
        for column in ("latitude", "longitude", "distance_km"):
            self._columns[column] = np.full(count, np.nan)
        self._columns["candidates"] = np.array([*[()] * count, None], dtype=object)[:-1]
        self._columns["status"] = status.copy()
        self._columns["latitude_before"] = latitude.map(cell_text).to_numpy()
        self._columns["longitude_before"] = longitude.map(cell_text).to_numpy()
        if stated is not None:
            self._columns["expected"] = stated.map(cell_text).to_numpy()

    def listed(self, index: pd.Index) -> pd.DataFrame:
        """Return the rows that have something to them, with the index of the table."""
        rows = np.flatnonzero(self._columns["status"] != "")
        return pd.DataFrame(
            {name: column[rows] for name, column in self._columns.items()}, index=index[rows]
        )

    def add_repairs(self, found: pd.DataFrame, targets: Targets, *, country: str) -> None:
        """Write the only repair of each row into its proposal; list several as candidates.

        Parameters
        ----------
        found : pandas.DataFrame
            Repairs that help: ``row`` (position), ``repair``, ``detail``, ``latitude``,
            ``longitude``.
        targets : Targets
            Where each point should lie.
        country : str
            Empty if the areas together stand for the country.
        """
        if found.empty:
            return
        alone = ~found["row"].duplicated(keep=False)
        one, several = found[alone], found[~alone]
        at = one["row"].to_numpy(dtype=np.int64)
        for column in ("repair", "latitude", "longitude"):
            self._columns[column][at] = one[column].to_numpy()
        self._columns["status"][at] = "proposed"
        whole = gettext(_THE_COUNTRY if country else _ALL_AREAS)
        names = [targets.labels[area] or whole for area in targets.of_row[at]]
        template = gettext(_EVIDENCE)
        self._columns["evidence"][at] = [
            template.format(what=gettext(_WHAT[Repair(repair)]), detail=detail, area=name)
            for repair, detail, name in zip(one["repair"], one["detail"], names, strict=True)
        ]
        for row, repair, detail, latitude, longitude in several.itertuples(index=False):
            text = _candidate(repair, detail, latitude, longitude)
            self._columns["candidates"][row] = (*self._columns["candidates"][row], text)
            self._columns["status"][row] = "ambiguous"

    def add_witnesses(
        self,
        rows: Rows,
        lat: Angles,
        lon: Angles,
        areas: gpd.GeoDataFrame | None,
        targets: Targets,
    ) -> None:
        """Say where the points lie as written, and how far from their area.

        Parameters
        ----------
        rows : numpy.ndarray
            Positions of the rows whose points lie outside.
        lat, lon : Angles
            The two columns.
        areas : geopandas.GeoDataFrame or None
            Among which to look for the area that a point lies in.
        targets : Targets
            Where each point should lie.
        """
        if not len(rows):
            return
        latitudes, longitudes = lat.degrees[rows], lon.degrees[rows]
        distance = targets.distances(rows, latitudes, longitudes)
        self._columns["distance_km"][rows] = distance
        beyond = gettext(_BEFORE)
        for row in rows[np.isfinite(distance)]:
            km = format_number(float(self._columns["distance_km"][row]), decimals=0)
            said = f"{self._columns['evidence'][row]} {beyond.format(distance=km)}"
            self._columns["evidence"][row] = said.strip()
        if areas is None or areas.empty:
            return
        points = gpd.GeoSeries(gpd.points_from_xy(longitudes, latitudes), crs="EPSG:4326")
        lying = reverse_areas(points, areas, nearest=False)["area_code"].fillna("")
        self._columns["found_in"][rows] = lying.to_numpy()


def _candidate(repair: str, detail: str, latitude: float, longitude: float) -> str:
    what = gettext(_WHAT[Repair(repair)])
    return f"{latitude:.6f}, {longitude:.6f} ({what}: {detail})"
