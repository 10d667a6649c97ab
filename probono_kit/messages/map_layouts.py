"""Findings about the page that a map is printed on."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message

MESSAGES = {
    "map.layout_unknown": Message(
        ERROR,
        N_("There is no layout “{name}”."),
        N_("Choose one of {names}, or `auto` for `paper` and `orientation`."),
    ),
    "map.profile_unknown": Message(
        ERROR,
        N_("There is no profile “{name}”."),
        N_("Choose one of {names}, or name a YAML file of your own, such as `style/house.yml`."),
    ),
    "map.profile_file_missing": Message(
        ERROR,
        N_("The profile names {name}, which is not there."),
        N_("Put the file beside the profile, or correct its name; paths cannot leave its folder."),
    ),
    "map.profile_name_rule": Message(
        ERROR,
        N_("The rule for names of files has “{field}” in braces, which stands for nothing."),
        N_("Use only {fields}, each in braces."),
    ),
    "map.pale_accent": Message(
        WARNING,
        N_(
            "The colour {colour} of the profile has a contrast of {ratio} to 1 with white; what is"
            " to be read needs {least} to 1."
        ),
        N_(
            "Links and buttons of web maps take {instead}, a darker tone of it. Ask the NGO whether"
            " its house style has a darker colour."
        ),
    ),
    "map.font_missing": Message(
        WARNING,
        N_("The font {name} is not installed here; the map is set in Noto Sans."),
        N_(
            "Install it, or put its .ttf file beside the profile and name that. Fonts with a"
            " similar name: {near}."
        ),
    ),
}
