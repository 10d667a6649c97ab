"""The house style of an NGO on the page of a web map: colours that can be read, fonts, partners."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from probono_kit.encoding import encode
from probono_kit.maps.machine_fonts import family_of
from probono_kit.maps.model import MapModel
from probono_kit.maps.page_picture import logo
from probono_kit.maps.profiles import Profile
from probono_kit.maps.readable import ink_on, readable

#: Grounds on which the accent is text, by day and by night: ``--paper`` and ``--panel`` there.
_DAY, _NIGHT = ("#ffffff", "#f6f7f8"), ("#151b1f", "#1d252a")

#: What is taken where a reader does not have the font of the house.
_FONTS = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Naskh Arabic", Arial, sans-serif'

#: How the head of the page takes up the title block of the printed map.
_BLOCKS = {
    "bar": ".head { border-inline-start: .5rem solid var(--house); }",
    "band": ".head { background: var(--house); } .head * { color: var(--on-house); }",
    "column": ".head { border-top: .5rem solid var(--house); }",
}


def house_css(profile: Profile) -> Markup:
    """Return the style sheet of a profile; nothing for the plain one.

    Parameters
    ----------
    profile : Profile
        Its accent colours head, links and focus; where it is too pale, or at night too dark, to be
        read, texts take a tone of it that has a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3). Fonts are
        named, never loaded: a page asks for nothing.

    Examples
    --------
    >>> house_css(Profile())
    Markup('')
    >>> print(house_css(Profile(accent="#ffd000", title_block="band")).splitlines()[0])
    :root { --house: #ffd000; --on-house: #000000; --accent: #896f00; --map-accent: #896f00; }
    """
    plain = Profile()
    rules: list[str] = []
    if (profile.accent, profile.title_block) != (plain.accent, plain.title_block):
        day, night = readable(profile.accent, _DAY), readable(profile.accent, _NIGHT)
        house = f"--house: {profile.accent}; --on-house: {ink_on(profile.accent)};"
        rules += [
            f":root {{ {house} --accent: {day}; --map-accent: {day}; }}",
            f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {night}; }} }}",
            _BLOCKS[profile.title_block],
            ".head { print-color-adjust: exact; -webkit-print-color-adjust: exact; }",
        ]
    text, bold = family_of(profile.font), family_of(profile.font_bold)
    if text:
        rules.append(f'body, body .folium-map {{ font-family: "{text}", {_FONTS}; }}')
    if bold and bold != text:
        rules.append(f'h1, h2, h3, thead th {{ font-family: "{bold}", {_FONTS}; }}')
    # Colours are checked by their pattern, names of fonts have letters, digits and spaces only.
    return Markup("\n".join(rules))


def partners_of(model: MapModel) -> list[Markup]:
    """Return those who paid or helped, each as its logo, or as its name where there is none."""
    name = Markup("<bdi>{}</bdi>")
    return [
        logo(Path(each.logo), each.name) if each.logo else name.format(encode(each.name))
        for each in model.profile.partners
    ]
