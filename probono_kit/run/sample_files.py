"""The files of a sample: a workbook, and points for maps and telephones."""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

import geopandas as gpd
import pandas as pd

from probono_kit.engagement.parameters import SetUpCollection
from probono_kit.engagement.sample_steps import SamplePlan
from probono_kit.files import write_text
from probono_kit.findings import N_, Findings
from probono_kit.i18n import gettext as _
from probono_kit.run.outputs import Outputs, Role
from probono_kit.run.save import Saved, as_output
from probono_kit.tables.workbook import write_workbook

_HEADINGS = {
    "size": N_("interviews"),
    "contacts": N_("visits"),
    "weight": N_("weight of an interview"),
    "margin": N_("margin of error, alone"),
    "hits": N_("times drawn"),
    "expected": N_("times expected"),
    "point": N_("no. of the point"),
    "area": N_("area"),
    "latitude": N_("latitude, WGS 84"),
    "longitude": N_("longitude, WGS 84"),
}


def save_sample(plan: SamplePlan, p: SetUpCollection) -> Saved:
    """Write the sample as a workbook, and its points as GeoJSON and GPX.

    Parameters
    ----------
    plan : SamplePlan
        From :func:`probono_kit.engagement.sample_step`.
    p : SetUpCollection
        Checked parameters: output folder, language.

    Returns
    -------
    Saved
        No file where nothing was asked for.

    Raises
    ------
    ProbonoError
        If a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import engagement
    >>> from probono_kit.i18n import set_language
    >>> given = {"areas": "base:admin1", "country": "SEN", "points": 5,
    ...          "output_folder": tempfile.mkdtemp()}
    >>> p = engagement.check_parameters("set_up_collection", given)
    >>> saved = save_sample(engagement.sample_step(p), p)
    >>> [made.path for made in saved.outputs]
    ['sample.xlsx', 'sample-points.geojson', 'sample-points.gpx']
    >>> set_language("en")
    """
    folder, language = Path(p.output_folder), p.language
    sheets: dict[str, pd.DataFrame] = {}
    if len(plan.sizes):
        sheets[_("sample", language)] = in_words(
            plan.sizes.round({"weight": 4, "margin": 4}), language
        )
    if plan.points is not None:
        points = pd.DataFrame(plan.points.drop(columns="geometry")).round(7)
        sheets[_("points", language)] = in_words(points, language)
    outputs, findings = Outputs(), Findings(plan.findings)
    if not sheets:
        return Saved(outputs, findings)
    path = folder / "sample.xlsx"
    findings += write_workbook(sheets, path, language=language)
    text = _("Whom to ask: sizes, visits and weights; drawn points in EPSG:4326.", language)
    outputs.append(as_output(path, Role.TABLE, _("Sample", language), p, text))
    if plan.points is not None:
        for ending, made in (("geojson", as_geojson(plan.points)), ("gpx", as_gpx(plan.points))):
            path = folder / f"sample-points.{ending}"
            write_text(path, made)
            title = _("Points of the sample ({ending})", language).format(ending=ending)
            outputs.append(as_output(path, Role.TABLE, title, p, text))
    return Saved(outputs, findings)


def in_words(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return the frame with our columns named in `language`; those of the NGO stay."""
    return frame.rename(columns={name: _(text, language) for name, text in _HEADINGS.items()})


def as_geojson(points: gpd.GeoDataFrame) -> str:
    """Return points as GeoJSON (RFC 7946): longitude and latitude in WGS 84."""
    features = [
        {
            "type": "Feature",
            "properties": {"point": int(row.point), "area": str(row.area)},
            "geometry": {
                "type": "Point",
                "coordinates": [round(row.longitude, 7), round(row.latitude, 7)],
            },
        }
        for row in points.itertuples()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def as_gpx(points: gpd.GeoDataFrame) -> str:
    """Return points as waypoints of GPX 1.1, which telephones and receivers open."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gpx version="1.1" creator="probono-kit" xmlns="http://www.topografix.com/GPX/1/1">',
    ]
    for row in points.itertuples():
        lines += [
            f'  <wpt lat="{row.latitude:.7f}" lon="{row.longitude:.7f}">',
            f"    <name>{int(row.point)}</name>",
            f"    <desc>{escape(str(row.area))}</desc>",
            "  </wpt>",
        ]
    return "\n".join([*lines, "</gpx>", ""])
