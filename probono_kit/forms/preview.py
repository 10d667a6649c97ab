"""A form to click through: one page that asks for nothing, with the engine that runs real forms.

The engine is ODK Web Forms, which is no Python package. ``make engine`` fetches it with npm into
the checkout; the environment variable ``PROBONO_WEB_FORMS`` names another folder that holds the
``preview.js`` that was made there.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from probono_kit.files import write_text
from probono_kit.findings import Findings
from probono_kit.forms.building.built import BuiltForm, convert, write_form
from probono_kit.forms.model import Form
from probono_kit.forms.reading import read_form
from probono_kit.i18n import LANGUAGES, current_language, gettext
from probono_kit.pages import page_environment
from probono_kit.resources import share_path

#: Names the folder with the engine.
FOLDER = "PROBONO_WEB_FORMS"
_ENGINE = "preview.js"
#: Files that a form shows or looks things up in; larger ones would not open on a telephone.
_MEDIA = (".csv", ".geojson", ".xml")
_LARGEST = 4_000_000
#: Every address but the names of XML vocabularies, by which forms are read.
_ADDRESS = re.compile(
    r"https?:(?:\\?/){2}"
    r"(?!www\.w3\.org|openrosa\.org|www\.opendatakit\.org|enketo\.org|www\.opengis\.net)"
)


@dataclass(frozen=True)
class _Shown:
    title: str
    xform: str
    version: str
    files: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


def preview_engine() -> Path | None:
    """Return the script that runs forms, ``None`` where it was not fetched.

    Returns
    -------
    pathlib.Path or None
        ``preview.js`` of the folder that ``PROBONO_WEB_FORMS`` names, else of the checkout.

    Examples
    --------
    >>> found = preview_engine()
    >>> found is None or found.name == "preview.js"
    True
    """
    named = os.environ.get(FOLDER, "")
    if named:
        path = Path(named) / _ENGINE
        return path if path.is_file() else None
    try:
        return share_path(f"web/dist/{_ENGINE}")
    except FileNotFoundError:
        return None


def write_preview(
    form: BuiltForm | Form | Path | str, path: Path | str, *, language: str | None = None
) -> Findings:
    """Write a page to click through a form, offline.

    Parameters
    ----------
    form : BuiltForm, Form, or path
        A form that was built, or an XLSForm; the files that it needs are taken from beside it.
    path : path
        The page, an HTML file of some 4 MB.
    language : str, optional
        Of the words around the form; the form itself has its own switch. Default: the current.

    Returns
    -------
    Findings
        Says so if the engine is missing; then nothing is written.

    Raises
    ------
    ProbonoError
        If the form cannot be converted.

    Examples
    --------
    >>> import pandas as pd
    >>> folder = Path(getfixture("tmp_path"))
    >>> survey = pd.DataFrame({"type": ["text"], "name": ["a"], "label": ["A?"]})
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> found = write_preview(folder / "form.xlsx", folder / "preview.html")
    >>> (folder / "preview.html").is_file() or found[0].code == "form.preview_engine"
    True
    """
    findings = Findings()
    engine = preview_engine()
    if engine is None:
        findings.add("form.preview_engine", str(path))
        return findings
    shown = _built(form) if isinstance(form, BuiltForm) else _read(form)
    language = language or current_language()
    words = language if language in LANGUAGES else "en"
    script = _quiet(engine.read_text(encoding="utf-8"))
    page = (
        page_environment(words)
        .get_template("form_preview.html")
        .render(
            title=shown.title,
            version=shown.version or "–",
            sources="; ".join(shown.sources),
            policy=_policy(script),
            given={"xform": shown.xform, "files": dict(shown.files)},
            engine=Markup(script),
        )
    )
    write_text(Path(path), page)
    return findings


def _quiet(script: str) -> str:
    """Return the engine without addresses (of map tiles, of its makers): nothing can be fetched."""
    script = _ADDRESS.sub("about:blank#", script)
    return re.sub(r"</(?=script)", r"<\\/", script, flags=re.I)


def _policy(script: str) -> str:
    """Let this one script run, with the styles that it makes; nothing is asked from anywhere."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}' 'wasm-unsafe-eval'; "
        "style-src 'unsafe-inline'; img-src data: blob:; media-src data: blob:; font-src data:; "
        "connect-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'"
    )


def _built(form: BuiltForm) -> _Shown:
    with tempfile.TemporaryDirectory() as folder:
        made = write_form(form, folder)
        files = {each.name: each.read_text("utf-8") for each in made if each.suffix == ".csv"}
    sources = dict.fromkeys(each.source for each in form.modules if "probono" not in each.source)
    version = str(form.settings["version"].iloc[0])
    return _Shown(form.title, form.xform, version, files, tuple(sources))


def _read(form: Form | Path | str) -> _Shown:
    if not isinstance(form, Form):
        form = read_form(form)
    form.findings.raise_errors()
    path = form.path
    xform = convert(path.read_bytes(), path.stem)
    files = {
        each.name: each.read_text(encoding="utf-8-sig")
        for folder in (path.parent, path.parent / "media", path.parent / f"{path.stem}-media")
        if folder.is_dir()
        for each in sorted(folder.iterdir())
        if each.suffix.lower() in _MEDIA and each.name in xform and each.stat().st_size <= _LARGEST
    }
    row = form.settings
    title = (row.get("form_title") if row else "") or path.stem
    return _Shown(title, xform, row.get("version") if row else "", files)


def preview_title(language: str) -> str:
    """Return what a preview is called, in `language`."""
    return gettext("Preview of the form", language)
