"""The page around a web map: title, legend, picture, table and notes, in one language."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import folium
import shapely
from markupsafe import Markup

from probono_kit.encoding import encode
from probono_kit.i18n import gettext as _
from probono_kit.maps.colours import text_colour
from probono_kit.maps.derived.present import of_areas, of_organisations
from probono_kit.maps.model import NO_DATA, ZERO, LegendClass, MapModel
from probono_kit.maps.offline_markup import scripts_of
from probono_kit.maps.offline_page import POLICY, map_parts
from probono_kit.maps.page_columns import columns_of
from probono_kit.maps.page_drawing import drawn_picture
from probono_kit.maps.page_picture import embedded_picture, logo
from probono_kit.maps.page_style import house_css, partners_of
from probono_kit.maps.spec import Kind
from probono_kit.maps.text import counted
from probono_kit.maps.web_bars import legend_bars
from probono_kit.maps.web_context import STYLES, shown_places
from probono_kit.maps.web_facts import Facts
from probono_kit.maps.web_flows import legend_arrows
from probono_kit.maps.web_geometry import Grid
from probono_kit.maps.web_layers import CIRCLE, PIXELS_PER_MM, features_of, grid_of
from probono_kit.maps.web_overlays import sections_of
from probono_kit.maps.web_scripts import scripts, tight
from probono_kit.maps.web_signs import legend_sign
from probono_kit.maps.web_tiles import tiles_note, tiles_policy
from probono_kit.pages import page_environment
from probono_kit.tables.write import marks_of

_UNKNOWN_POLICY = "the policy names the scripts, and comes last"

# Of a button and a pin of Leaflet that our maps have not.
_PICTURES = re.compile(r"background-image: url\(data:image/png;base64,[^)]*\);")

_SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL | re.IGNORECASE)


def render_page(
    model: MapModel, drawn: folium.Map, picture: Path | None, facts: Facts | None = None
) -> str:
    """Put a drawn map and everything that explains it into one HTML page.

    Parameters
    ----------
    model : MapModel
        What the page says.
    drawn : folium.Map
        The interactive map of `model`.
    picture : pathlib.Path, optional
        A picture of the same map; without one the page has a plain drawing of its own.
    facts : Facts, optional
        The layers of the map, if they are to stand compressed in the page.

    Returns
    -------
    str
        The page. Its policy lets the browser run the scripts of this page by their checksums, and
        no other; and ask nothing of anybody.

    Raises
    ------
    ProbonoError
        ``web.picture_unreadable``.
    """
    environment = page_environment(model.language)
    template = environment.get_template("map.html")
    marginal, grid = model.spec.credits, grid_of(model)
    parts = map_parts(drawn, ours=True)
    parts = replace(parts, head=_PICTURES.sub("", parts.head))
    code, packed = "", ""
    if facts is not None:
        # What folium puts into the head is packed too: scripts, and the style sheets beside them.
        code = "\n".join(scripts_of(parts.head))
        facts.head = _SCRIPT.sub("", parts.head).strip()
        parts = replace(parts, head="")
        packed = facts.block(code, (model.table.iloc[:, i] for i in range(model.table.shape[1])))
    page = template.render(
        model=model,
        parts=parts,
        packed=packed,
        packed_texts=facts.texts() if facts else "",
        inline=Markup(tight(scripts(facts.scripts))) if facts else "",
        first=facts.first() if facts else "",
        count=len(model.table),
        picture=embedded_picture(picture, model, packed=facts is not None)
        if picture
        else drawn_picture(model),
        logo=logo(marginal.logo, marginal.organisation) if marginal.logo else "",
        notes=_notes(model),
        classes=_legend(model),
        sizes=_sizes(model),
        signs=_signs(model, grid),
        square=model.square,
        widths=legend_arrows(model),
        bars=model.bars,
        sectors=_sectors(model),
        ramp=model.ramp,
        bar_sizes=legend_bars(model),
        overlays=sections_of(model),
        tiles=model.tiles,
        house=house_css(model.profile),
        partners=partners_of(model),
        ink=text_colour,
        columns=columns_of(model.table),
        rows=[] if facts else model.table.to_numpy().tolist(),
        linked=_is_linked(model),
        shape=round(grid.width / max(1, grid.height), 3),
        texts=_texts(model),
        chart_title=_chart_title(model),
        policy=_UNKNOWN_POLICY,
    )
    return page.replace(_UNKNOWN_POLICY, _policy(page, code, tiles_policy(model.tiles)), 1)


def _policy(page: str, packed: str, pictures: str) -> Markup:
    """Name the scripts that may run: those in the page, and the one that it unpacks.

    `pictures` are allowed beside those in the page.
    """
    codes = [*scripts_of(page), *filter(None, [packed])]
    checksums = dict.fromkeys(
        base64.b64encode(hashlib.sha256(code.encode()).digest()).decode("ascii") for code in codes
    )
    allowed = " ".join(f"'sha256-{checksum}'" for checksum in checksums)
    rules = POLICY.replace("img-src data: blob:", f"img-src data: blob:{pictures}")
    return Markup(f"{rules}; script-src {allowed}")


def _notes(model: MapModel) -> list[str]:
    online = tiles_note(model.tiles, model.language)
    return [note for note in (*model.notes, model.projection, online) if note]


def _chart_title(model: MapModel) -> str:
    if len(model.points):
        return _("Points in each class", model.language)
    return _("Areas in each class", model.language)


def _charted(model: MapModel) -> list[dict[str, object]]:
    """Return the classes of the chart; none where there is one only, or a square that counts."""
    if model.square or sum(c.key not in (NO_DATA, ZERO) for c in model.classes) < 2:
        return []
    return [
        {"key": c.key, "label": c.label, "colour": c.colour, "count": c.count}
        for c in model.classes
        # Bars and ramps have no classes to compare.
        if not (c.key == "0" and (model.bars or model.ramp))
    ]


def _texts(model: MapModel) -> dict[str, object]:
    """Return what the scripts of the page say."""
    language = model.language
    return {
        "classes": _charted(model),
        # As spreadsheets of the language expect it.
        "separator": marks_of(language)[0],
        "everything": _("{total} are shown: all of them.", language),
        "shown": _("{count} of {total} are shown.", language),
        "nothing": _("Nothing of this is on the map.", language),
        "any": _("All", language),
        "empty": _("(empty)", language),
        "part": _("{count} of {total}", language),
        "saved": _("The file is among your downloads.", language),
        "copied": _("The link is copied: paste it where you need it.", language),
        "copy": _("Copy the link from here:", language),
        "show": _("Show on the map", language),
        "row": _("In the table", language),
        "pages": _("Pages of the table", language),
        "before": _("Previous rows", language),
        "after": _("Next rows", language),
        "rows": _("Rows {first} to {last} of {count}", language),
    }


def _legend(model: MapModel) -> list[dict[str, object]]:
    points = bool(len(model.points)) or not len(model.areas)
    return [
        {
            "key": entry.key,
            "label": entry.label,
            "swatch": _swatch(entry, model),
            "counted": counted(model.kind, entry.count, model.language, points=points),
        }
        for entry in model.classes
        if not _is_explained(entry, model)
    ]


def _sectors(model: MapModel) -> list[tuple[str, str, str]]:
    """Return each sector with how many organisations work in it, in how many areas."""
    sectors = model.presence.sectors if model.presence else ()
    return [
        (
            sector.name,
            of_organisations(sector.organisations, model.language),
            of_areas(sector.areas, model.language),
        )
        for sector in sectors
    ]


def _is_explained(entry: LegendClass, model: MapModel) -> bool:
    """Tell whether sizes, arrows or the square of two amounts say what a line would say."""
    if model.square:
        return entry.key != NO_DATA
    return entry.key == "0" and bool(model.sizes or model.flows or model.bars or model.ramp)


def _swatch(entry: LegendClass, model: MapModel) -> Markup:
    """Draw the key of a class: a circle for what is a circle on the map, else a rectangle."""
    circle = len(model.points) or (model.look is Kind.SYMBOLS and entry.key == "0")
    colour = encode(entry.colour)
    if entry.shape:
        return legend_sign(entry)
    if circle:
        return Markup('<circle cx="13" cy="9" r="7" fill="{}" stroke="#fff"/>').format(colour)
    key = Markup(
        '<rect x=".5" y=".5" width="25" height="17" fill="{}" stroke="#6b645a" stroke-width=".8"/>'
    ).format(colour)
    if entry.key == NO_DATA:
        lines = '<path d="M0 9L9 0M0 18L18 0M9 18L26 1M18 18L26 10" stroke="#9a9a9a"/>'
        return key + Markup(lines)
    return key + legend_sign(entry) if entry.icon else key


def _view(grid: Grid) -> tuple[float, float, float, float]:
    """Return what is around the data in the drawing of the page, in cells of the grid."""
    margin = 0.05 * max(grid.width, grid.height)
    return -margin, -margin, grid.width + margin, grid.height + margin


def _signs(model: MapModel, grid: Grid) -> list[tuple[str, str, Markup, bool]]:
    """Explain what is drawn around the data and does not explain itself.

    Name, label and sign of each, and whether it is in view before a reader moves the map: a
    disputed border that is not is explained by the page as soon as it comes into view.
    """
    if model.context is None:
        return []
    signs = []
    if len(model.context.disputed):
        line = '<path d="M1 9H25" fill="none" stroke="currentColor" stroke-width="1.4" {}/>'
        dashes = Markup('stroke-dasharray="{}"').format(STYLES["disputed"]["dashArray"])
        label = _("Disputed or undetermined border", model.language)
        view = shapely.box(*_view(grid))
        seen = bool(shapely.intersects(grid.place(model.context.disputed.geometry), view).any())
        signs.append(("disputed", label, Markup(line).format(dashes), seen))
    if shown_places(model.context, model, grid)["capital"].any():
        square = Markup(
            '<rect x="9" y="5" width="8" height="8" fill="#fff" stroke="#3b444c" '
            'stroke-width="1.5"/><rect x="11.5" y="7.5" width="3" height="3" fill="#3b444c"/>'
        )
        signs.append(("capital", _("Capital", model.language), square, True))
    return signs


def _sizes(model: MapModel) -> list[dict[str, object]]:
    colour = next((entry.colour for entry in model.classes), "#555555")
    return [
        {
            "label": size.label,
            "radius": round(radius := size.radius * PIXELS_PER_MM, 2),
            "side": round(2 * radius + 2, 2),
            "colour": colour,
            "opacity": CIRCLE["fillOpacity"],
        }
        for size in model.sizes
    ]


def _is_linked(model: MapModel) -> bool:
    """Tell whether row i of the table speaks of feature i of the map."""
    names = features_of(model)["name"]
    if len(names) != len(model.table) or not len(model.table.columns):
        return False
    if (names == "").all():
        # Points whose names may not leave: dots are the only ones with a table of something else.
        return model.kind is not Kind.DOTS
    return bool((model.table.iloc[:, 0].astype(str).to_numpy() == names.to_numpy()).all())
