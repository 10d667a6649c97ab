"""The house style of an NGO: title block, colours, fonts, logos, names of files; all of it data."""

from __future__ import annotations

import math
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from probono_kit.errors import ProbonoError
from probono_kit.files import file_name
from probono_kit.findings import Findings
from probono_kit.maps.colours import SYMBOL_COLOUR
from probono_kit.maps.machine_fonts import font_path, fonts_like
from probono_kit.maps.pictures import is_picture
from probono_kit.maps.readable import LEAST_CONTRAST, readable
from probono_kit.maps.spec import MapSpec
from probono_kit.maps.vision import contrast
from probono_kit.resources import share_path
from probono_kit.yaml_files.explain import Explainer, Location
from probono_kit.yaml_files.source import read_yaml

if TYPE_CHECKING:
    from probono_kit.maps.model import MapModel

#: What a rule for names of files may stand on.
NAME_FIELDS = ("map_id", "ngo", "title", "kind", "layout", "language", "produced", "data_date")

_FONT_FILES = (".ttf", ".otf")


class Partner(BaseModel):
    """Somebody who paid or helped.

    Parameters
    ----------
    name : str
        Shown where there is no logo.
    logo : str
        PNG or JPEG file beside the profile.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Annotated[str, Field(min_length=1)]
    logo: str = ""


BorderKind = Literal["claim", "disputed", "indefinite", "line_of_control", "undetermined"]


def _all_borders() -> list[BorderKind]:
    return ["claim", "disputed", "indefinite", "line_of_control", "undetermined"]


class Borders(BaseModel):
    """Which borders an NGO shows as disputed, and how it says so.

    Parameters
    ----------
    dashed : list of str
        Kinds of lines of the base layer ``disputed`` that are dashed. Others are drawn as the base
        layer ``countries`` has them: solid where they are a border there, else not at all.
    statement : str or mapping of str
        Printed among the notes where such a line crosses the territory; one text, or one per
        language. Empty for the usual one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    dashed: list[BorderKind] = Field(default_factory=_all_borders)
    statement: str | dict[str, str] = ""


class Profile(BaseModel):
    """How the maps of one NGO look.

    Parameters
    ----------
    title_block : str
        ``bar`` before the title, ``band`` across the page, ``column`` beside the map.
    accent : str
        Colour of bar, band or column.
    font, font_bold : str
        Font that is installed on the machine, or a font file beside the profile.
    logo : str
        PNG or JPEG file beside the profile, for a map whose credits name none.
    partners_heading : str or mapping of str
        One text, or one per language.
    partners : list of Partner
        At most eight.
    borders : Borders
        Which borders are dashed, and what the map says about that.
    file_name : str
        Rule for names of files, with :data:`NAME_FIELDS` in braces.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title_block: Literal["bar", "band", "column"] = "bar"
    accent: Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")] = SYMBOL_COLOUR
    font: str = ""
    font_bold: str = ""
    logo: str = ""
    partners_heading: str | dict[str, str] = ""
    partners: Annotated[list[Partner], Field(max_length=8)] = Field(default_factory=list)
    borders: Borders = Borders()
    file_name: str = "{map_id}"

    def heading(self, language: str) -> str:
        """Return the heading of the partners in `language`, else in the first one."""
        return _in_language(self.partners_heading, language)

    def on_borders(self, language: str) -> str:
        """Return what the NGO says about disputed borders; empty for the usual statement."""
        return _in_language(self.borders.statement, language)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the profile names."""
        fonts = [name for name in (self.font, self.font_bold) if is_font_file(name)]
        logos = [self.logo, *(partner.logo for partner in self.partners)]
        return tuple(name for name in (*fonts, *logos) if name)


def _in_language(texts: str | dict[str, str], language: str) -> str:
    if isinstance(texts, str):
        return texts
    return texts.get(language) or next(iter(texts.values()), "")


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that come with probono-kit.

    Returns
    -------
    tuple of str
        In the order of the alphabet.

    Examples
    --------
    >>> profile_names()
    ('mapaction-like', 'ocha-like', 'plain')
    """
    return tuple(sorted(path.stem for path in share_path("templates/profiles").glob("*.yml")))


def is_font_file(name: str) -> bool:
    """Tell whether a profile names a file rather than a font of the machine."""
    return name.lower().endswith(_FONT_FILES)


def profile_path(name: str | Path) -> Path:
    """Return the file of a profile: one that comes with probono-kit, or the NGO's own."""
    if str(name) in profile_names():
        return share_path(f"templates/profiles/{name}.yml")
    return Path(name)


def read_profile(name: str | Path, findings: Findings) -> Profile:
    """Read a profile, paths in it made whole.

    Parameters
    ----------
    name : str or pathlib.Path
        One of :func:`profile_names`, or a YAML file.
    findings : Findings
        Gets what is wrong with it, each with its line.

    Returns
    -------
    Profile
        The plain one where the file cannot be followed.

    Examples
    --------
    >>> read_profile("ocha-like", Findings()).title_block
    'band'
    """
    path = profile_path(name)
    if path.suffix.lower() not in (".yml", ".yaml"):
        findings.add("map.profile_unknown", "profile", name=str(name), names=profile_names())
        return Profile()
    try:
        source = read_yaml(path)
    except ProbonoError as problem:
        findings.extend(problem.findings)
        return Profile()
    findings.extend(source.findings)
    try:
        profile = Profile.model_validate(source.data if source.data is not None else {})
    except ValidationError as problem:
        found = Explainer(source.place, _keys, source.written.get).explain(problem)
        findings.extend(each for location, each in found if location not in source.trapped)
        return Profile()
    _check_rule(profile, source.place(("file_name",)), findings)
    _check_accent(profile, source.place(("accent",)), findings)
    return _whole(profile, path.parent, source.place(()), findings)


def _keys(location: Location) -> list[str]:
    if "borders" in location:
        return list(Borders.model_fields)
    return list((Partner if "partners" in location else Profile).model_fields)


def _check_rule(profile: Profile, where: str, findings: Findings) -> None:
    try:
        parts = list(Formatter().parse(profile.file_name))
    except ValueError:
        parts = [("", profile.file_name, "", None)]
    for _text, field, form, how in parts:
        if field is not None and (field not in NAME_FIELDS or form or how):
            findings.add("map.profile_name_rule", where, field=field, fields=NAME_FIELDS)


def _check_accent(profile: Profile, where: str, findings: Findings) -> None:
    """Tell of a colour that is too pale to be read."""
    ratio = contrast(profile.accent, "#ffffff")
    if ratio < LEAST_CONTRAST:
        findings.add(
            "map.pale_accent",
            where,
            colour=profile.accent,
            ratio=math.floor(10 * ratio) / 10,
            least=LEAST_CONTRAST,
            instead=readable(profile.accent, ["#ffffff"]),
        )


def _whole(profile: Profile, folder: Path, where: str, findings: Findings) -> Profile:
    """Return the profile with paths that lead to its files; those that are no good are left out."""

    def found(name: str) -> str:
        if not name:
            return ""
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            findings.add("map.profile_file_missing", where, name=name)
            return ""
        if not is_font_file(name) and not is_picture(path):
            findings.add("map.logo_unreadable", path)
            return ""
        return str(path)

    partners = [each.model_copy(update={"logo": found(each.logo)}) for each in profile.partners]
    changes: dict[str, object] = {"logo": found(profile.logo), "partners": partners}
    for key in ("font", "font_bold"):
        name = getattr(profile, key)
        changes[key] = found(name) if is_font_file(name) else name
        if name and not is_font_file(name) and font_path(name) is None:
            findings.add("map.font_missing", where, name=name, near=fonts_like(name) or ("—",))
    return profile.model_copy(update=changes)


def signed(spec: MapSpec, profile: Profile) -> MapSpec:
    """Return the spec with the logo of the profile, unless its credits name one."""
    if spec.credits.logo is not None or not profile.logo:
        return spec
    credits_ = spec.credits.model_copy(update={"logo": Path(profile.logo)})
    return spec.model_copy(update={"credits": credits_})


def file_stem(model: MapModel) -> str:
    """Return the name of the files of a map, as the rule of its profile makes it.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.

    Returns
    -------
    str
        Without suffix, such as ``"EV-01"``; ``"map"`` where the rule gives nothing.

    Examples
    --------
    >>> import geopandas
    >>> from shapely.geometry import Point
    >>> from probono_kit.maps import Credits, MapSpec, resolve
    >>> wells = geopandas.GeoDataFrame(geometry=[Point(-16.9, 14.8)], crs=4326)
    >>> spec = MapSpec(
    ...     title="Wells, 2025", profile="ocha-like",
    ...     credits=Credits(organisation="Eau et Vie", source="S", data_date="2025", map_id="W-1"),
    ... )
    >>> file_stem(resolve(spec, points=wells, base=False))
    'W-1_points_en'
    """
    notes = model.spec.credits
    values = {
        "map_id": notes.map_id,
        "ngo": notes.organisation,
        "title": model.title,
        "kind": model.kind.value,
        "layout": model.spec.page.layout,
        "language": model.language,
        "produced": notes.produced.isoformat() if notes.produced else "",
        "data_date": notes.data_date,
    }
    return name_from_rule(model.profile.file_name, values)


def name_from_rule(rule: str, values: dict[str, str]) -> str:
    """Return a file name without suffix from a rule and what its words stand for.

    Examples
    --------
    >>> name_from_rule("{map_id}_{produced}_{language}", {
    ...     "map_id": "EV-01", "produced": "2025-05-12", "language": "fr"})
    'EV-01_2025-05-12_fr'
    >>> name_from_rule("{map_id}_{ngo}", {"map_id": "EV-01", "ngo": ""})
    'EV-01'
    """
    known = {field: values.get(field, "") for field in NAME_FIELDS}
    plain = {key: value if key == "map_id" else _plain(value) for key, value in known.items()}
    made = re.sub(r"[^A-Za-z0-9._-]+", "-", rule.format(**plain))
    for sign in ("_", "-"):
        while sign * 2 in made:
            made = made.replace(sign * 2, sign)
    return made.strip("_-. ")[:100] or "map"


def _plain(text: str) -> str:
    """Return `text` in letters that every system takes; empty if it has none of them."""
    return file_name(text) if any(c.isascii() and c.isalnum() for c in text) else ""
