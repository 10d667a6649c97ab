"""Words of XLSForm: columns, types and their old names.

Source: https://xlsform.org/en/ref-table/ and the names that pyxform still takes.
"""

from __future__ import annotations

import re

#: Today's word for an old name of a column.
OLD_COLUMNS = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "bind:relevant": "relevant",
    "bind:constraint": "constraint",
    "bind:calculate": "calculation",
    "bind:required": "required",
    "bind:readonly": "read_only",
    "bind:jr:constraintmsg": "constraint_message",
    "control:appearance": "appearance",
    "control:jr:count": "repeat_count",
    "readonly": "read_only",
    "noapperrorstring": "no_app_error_string",
    "media:image": "image",
    "media:audio": "audio",
    "media:video": "video",
    "media:big-image": "big-image",
    "list name": "list_name",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}

#: Columns that may have one cell for each language.
TRANSLATED = (
    *("label", "hint", "guidance_hint", "constraint_message", "required_message"),
    *("image", "audio", "video", "big-image"),
)
KNOWN_COLUMNS = {
    "survey": {
        *TRANSLATED,
        *("type", "name", "relevant", "constraint", "calculation", "required", "default"),
        *("appearance", "choice_filter", "parameters", "repeat_count", "read_only", "trigger"),
        *("intent", "body", "bind", "instance", "autoplay", "rows", "save_to", "note", "notes"),
        *(
            "no_app_error_string",
            "compact_tag",
            "query",
            "disabled",
            "control",
            "accuracythreshold",
        ),
    },
    "choices": {*TRANSLATED, "list_name", "name", "geometry"},
    "settings": {
        *("form_title", "form_id", "version", "instance_name", "default_language", "style"),
        *("public_key", "submission_url", "allow_choice_duplicates", "auto_send", "auto_delete"),
        *("instance_xmlns", "namespaces", "prefix", "clean_text_values", "name", "attribute"),
        *("client_editable", "omit_instanceid", "flat", "style"),
    },
}

_OLD_SELECTS = {
    "select one": "select_one",
    "select_one": "select_one",
    "select1": "select_one",
    "select one from": "select_one",
    "add select one prompt using": "select_one",
    "select one using": "select_one",
    "select multiple": "select_multiple",
    "select_multiple": "select_multiple",
    "select multiple from": "select_multiple",
    "select multiple using": "select_multiple",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "add select multiple prompt using": "select_multiple",
    "select_one_from_file": "select_one_from_file",
    "select one from file": "select_one_from_file",
    "select_multiple_from_file": "select_multiple_from_file",
    "select multiple from file": "select_multiple_from_file",
    "select_one_external": "select_one_external",
    "select one external": "select_one_external",
    "rank": "rank",
}
_OLD_TYPES = {
    "int": "integer",
    "q int": "integer",
    "add integer prompt": "integer",
    "string": "text",
    "q string": "text",
    "photo": "image",
    "q image": "image",
    "date time": "datetime",
    "gps": "geopoint",
    "location": "geopoint",
    "device id": "deviceid",
    "imei": "deviceid",
    "phone number": "phonenumber",
    "start time": "start",
    "end time": "end",
    "trigger": "acknowledge",
}
META = frozenset(
    [
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "phonenumber",
        "email",
        "audit",
        "simserial",
        "subscriberid",
        "start-geopoint",
        "background-audio",
        "background-geopoint",
    ]
)
SHOWN = frozenset(
    [
        "text",
        "integer",
        "decimal",
        "date",
        "time",
        "datetime",
        "geopoint",
        "geotrace",
        "geoshape",
        "note",
        "image",
        "audio",
        "video",
        "file",
        "barcode",
        "range",
        "acknowledge",
        "osm",
        "percentage",
    ]
)
SILENT = META | {"calculate", "hidden", "csv-external", "xml-external", "entity"}
TYPES = SHOWN | SILENT | {"group", "repeat", *_OLD_SELECTS.values()}

_CONTAINER = re.compile(r"(begin|end)[ _]+(group|repeat|loop|lgroup|looped group)", re.IGNORECASE)
_SELECT = re.compile(
    r"("
    + "|".join(sorted(map(re.escape, _OLD_SELECTS), key=len, reverse=True))
    + r")\s+(.+?)(\s+or[_ ]other|\s+or specify other)?",
    re.IGNORECASE,
)


def column_key(written: str) -> tuple[str, str]:
    """Return what a heading means, and its language.

    Examples
    --------
    >>> column_key("label::French (fr)"), column_key(" Relevance "), column_key("media::image::en")
    (('label', 'French (fr)'), ('relevant', ''), ('image', 'en'))
    >>> column_key("hint:fr"), column_key("bind::jr:constraintMsg")
    (('hint', 'fr'), ('constraint_message', ''))
    """
    parts = [part.strip() for part in re.split(r"\s*::\s*", written.strip())]
    if len(parts) == 1 and ":" in parts[0] and not parts[0].lower().startswith("jr:"):
        parts = [part.strip() for part in parts[0].split(":")]
    key = re.sub(r"\s+", "_", parts[0].lower())
    rest = parts[1:]
    if rest and (joined := f"{key}:{rest[0].lower()}") in OLD_COLUMNS:
        key, rest = OLD_COLUMNS[joined], rest[1:]
    key = OLD_COLUMNS.get(key, key)
    if rest and key not in TRANSLATED:
        # bind::xyz, body::xyz and what nobody knows: the whole heading is the column.
        return (key, "") if key in ("bind", "body", "instance") else (key, "::".join(rest))
    return key, "::".join(rest)


def parse_type(text: str) -> tuple[str, str, bool]:
    """Return kind, choice list and whether “other” is added.

    Examples
    --------
    >>> parse_type("select one  yes_no or_other")
    ('select_one', 'yes_no', True)
    >>> parse_type("begin repeat"), parse_type("Integer")
    (('begin repeat', '', False), ('integer', '', False))
    """
    text = " ".join(text.split())
    if container := _CONTAINER.fullmatch(text):
        kind = "group" if container[2].lower() == "group" else "repeat"
        return f"{container[1].lower()} {kind}", "", False
    if select := _SELECT.fullmatch(text):
        return _OLD_SELECTS[select[1].lower()], select[2], bool(select[3])
    low = text.lower()
    return _OLD_SELECTS.get(low, _OLD_TYPES.get(low, low)), "", False
