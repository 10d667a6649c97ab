"""The Jinja2 environment of every page: each text encoded, in one language, from ``templates``."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from probono_kit import i18n
from probono_kit.encoding import encode
from probono_kit.resources import share_path

# What would end a script element, or a line of JavaScript in old browsers.
_JSON_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


class _Compiled(BytecodeCache):
    """Templates as they were compiled, for the other pages of this process.

    What is compiled depends on the text of the template alone: values, language and functions come
    when it is rendered.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose text is as it was."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def page_environment(language: str) -> Environment:
    r"""Return the environment in which the pages of `language` are rendered.

    Templates are the files in ``templates/pages``. Whatever a template prints between ``{{`` and
    ``}}`` passes :func:`probono_kit.encoding.encode`; only :class:`markupsafe.Markup` is taken as
    it is. A name that is not given is an error, never an empty place.

    Parameters
    ----------
    language : str
        ISO 639-1 code of texts, numbers and dates.

    Returns
    -------
    jinja2.Environment
        Functions: ``_("text {name}", name=…)`` and ``ngettext("{count} map", "{count} maps", n)``
        translate and fill in; ``source("map/page.css")`` gives a style sheet or script of
        ``templates/pages`` as it is. Names: ``language``, ``direction``. Filters: ``number``
        (with ``decimals``), ``percent``, ``date``, ``language_name``, and ``json`` for the
        contents of a ``<script type="application/json">``.

    Examples
    --------
    >>> environment = page_environment("fr")
    >>> environment.from_string("{{ name }}: {{ 1234.5 | number(0) }}").render(name="<b>{{7*7}}")
    '&lt;b&gt;&#123;&#123;7*7&#125;&#125;: 1\u202f234'
    """
    environment = Environment(
        loader=FileSystemLoader(share_path("templates/pages")),
        bytecode_cache=_COMPILED,
        autoescape=True,
        finalize=encode,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def translate(text: str, /, **values: object) -> str:
        return i18n.gettext(text, language).format_map(values)

    def translate_count(singular: str, plural: str, count: int, **values: object) -> str:
        text = i18n.ngettext(singular, plural, count, language)
        return text.format_map({"count": i18n.format_number(count, language), **values})

    def number(value: float, decimals: int | None = None) -> str:
        return i18n.format_number(value, language, decimals)

    def percent(share: float, decimals: int = 0) -> str:
        return i18n.format_percent(share, language, decimals)

    def date(day: datetime.date) -> str:
        return i18n.format_date(day, language)

    def language_name(code: str) -> str:
        return i18n.language_name(code, language)

    environment.globals.update(
        _=translate,
        ngettext=translate_count,
        source=source,
        language=language,
        direction=i18n.direction(language),
    )
    environment.filters.update(
        number=number, percent=percent, date=date, language_name=language_name, json=json_text
    )
    return environment


def source(name: str) -> Markup:
    """Return a style sheet or script of ``templates/pages`` as it stands, to be put into a page.

    Parameters
    ----------
    name : str
        File name, such as ``"map/page.css"``.

    Returns
    -------
    markupsafe.Markup
        Its text; ours, and therefore not encoded.

    Examples
    --------
    >>> "@media print" in source("map/page.css")
    True
    """
    return Markup(share_path(f"templates/pages/{name}").read_text(encoding="utf-8"))


def content_policy(style: str) -> str:
    """Allow this style sheet and pictures inside the page; forbid everything else.

    Parameters
    ----------
    style : str
        Contents of the page's one ``<style>`` element.

    Returns
    -------
    str
        A Content-Security-Policy.

    Examples
    --------
    >>> content_policy("p {}")[:18]
    "default-src 'none'"
    """
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def json_text(value: object) -> Markup:
    r"""Return `value` as JSON that may stand in a ``<script>`` element, keys in a fixed order.

    Parameters
    ----------
    value : object
        What :func:`json.dumps` takes. NaN is refused: JSON has none.

    Returns
    -------
    markupsafe.Markup
        No text in it can end the element.

    Examples
    --------
    >>> print(json_text({"name": "</script>"}))
    {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return Markup(text.translate(_JSON_ESCAPES))
