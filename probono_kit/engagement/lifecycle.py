"""The beginning of an engagement: its folder."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import tempfile
from pathlib import Path
from string import Template

from probono_kit.engagement.brief import SCHEMA_NAME, SLUG
from probono_kit.engagement.schema import brief_schema
from probono_kit.files import error_from_os, file_name
from probono_kit.findings import Findings
from probono_kit.i18n import LANGUAGES, SCRIPT_LANGUAGES
from probono_kit.resources import share_path

#: So that a repository of engagements cannot publish what is private.
_IGNORED = "raw/\nwork/\nbundle/\n*.zip\n"
_LONGEST = 60


def new_engagement(
    name: str,
    parent: Path | str = ".",
    *,
    language: str = "en",
    produced: datetime.date | None = None,
) -> Path:
    """Lay out the folder of a new engagement.

    Parameters
    ----------
    name : str
        Short name: lower-case letters without accents, digits, hyphens. Also the folder's name.
    parent : path
        Where the folder is made.
    language : str
        Language of the bundle and of the explanations (English where they are not translated).
    produced : datetime.date, optional
        Day to print on maps; today by default. It is written into the brief, and never taken
        from the clock again.

    Returns
    -------
    pathlib.Path
        The folder, with ``engagement.yml``, its schema for editors, ``README.md``, ``raw`` and
        ``decisions``.

    Raises
    ------
    ProbonoError
        If the name cannot be a name, there is such a folder already, or nothing can be written;
        then nothing was made.

    Examples
    --------
    >>> import tempfile
    >>> folder = new_engagement("water-points", tempfile.mkdtemp(), language="fr")
    >>> sorted(path.name for path in folder.iterdir())
    ['.gitignore', 'README.md', 'decisions', 'engagement.schema.json', 'engagement.yml', 'raw']
    """
    folder = Path(parent) / name
    _check(name, language, folder)
    day = produced or datetime.date.today()  # noqa: DTZ011 - the day where the volunteer is
    values = {"engagement": name, "language": language, "produced": day.isoformat()}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=folder.parent))
        try:
            _lay_out(aside, language, values)
            aside.chmod(0o755)
            aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as problem:
        raise error_from_os(problem, folder) from problem
    return folder


def _check(name: str, language: str, folder: Path) -> None:
    found = Findings()
    if not re.fullmatch(SLUG.pattern, name) or len(name) > _LONGEST:
        near = file_name(name)[:_LONGEST].strip("-")
        found.add("engagement.not_a_slug_near", name, given=name, near=near)
    elif folder.exists() or folder.is_symlink():
        found.add("engagement.folder_exists", folder)
    if language not in SCRIPT_LANGUAGES:
        choices = tuple(SCRIPT_LANGUAGES)
        found.add(
            "engagement.not_a_choice",
            "--language",
            key="language",
            given=language,
            choices=choices,
            near=choices[0],
        )
    found.raise_errors()


def _lay_out(folder: Path, language: str, values: dict[str, str]) -> None:
    spoken = language if language in LANGUAGES else "en"
    template = share_path(f"templates/engagement/{spoken}")
    for path in sorted(template.rglob("*")):
        target = folder / path.relative_to(template)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        text = Template(path.read_text(encoding="utf-8")).substitute(values)
        target.write_bytes(text.encode("utf-8"))
    schema = json.dumps(brief_schema(spoken), ensure_ascii=False, indent=1) + "\n"
    (folder / SCHEMA_NAME).write_bytes(schema.encode("utf-8"))
    (folder / ".gitignore").write_bytes(_IGNORED.encode("utf-8"))
