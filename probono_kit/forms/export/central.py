"""Export of ODK Central: a zip with a CSV for the interviews and one for each repeat.

Source: https://docs.getodk.org/central-submissions/, with select_multiple split into columns.
"""

from __future__ import annotations

import csv
import io
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from probono_kit.forms.export.cells import ODK_PARTS, meta_of, repeats_of, told_of
from probono_kit.forms.model import Form, Question
from probono_kit.forms.submission_model import Submissions

#: The date of every file in the zip: the clock of the machine stays out.
_DAY = (2000, 1, 1, 12, 0, 0)
Column = tuple[str, list[str]]


def write_zip(submissions: Submissions, form: Form, path: Path) -> None:
    """Write the zip, the same bytes every time."""
    name = (form.settings.get("form_id") if form.settings else "") or form.path.stem
    files = {f"{name}.csv": _table(_main(submissions, form))}
    keys = {key: f"uuid:{key}" for key in submissions.main["_key"]}
    repeats = list(repeats_of(submissions, form))
    named = Counter(repeat.name for repeat, _ in repeats)
    numbers = Counter[str]()
    for repeat, frame in repeats:
        columns = list(_columns(submissions, form, repeat))
        above = [keys[key] for key in frame["_parent"]]
        # The groups between a repeat and the row above it stand in its key.
        groups = "".join(f"{each.name}/" for each in _groups(repeat))
        rows = zip(frame["_key"], above, frame["_position"], strict=True)
        keys |= {key: f"{up}/{groups}{repeat.name}[{number}]" for key, up, number in rows}
        columns.append(("PARENT_KEY", above))
        columns.append(("KEY", [keys[key] for key in frame["_key"]]))
        # Central numbers files of repeats that have the same name in several groups.
        numbers[repeat.name] += 1
        turn = f"~{numbers[repeat.name]}" if named[repeat.name] > 1 else ""
        files[f"{name}-{repeat.name}{turn}.csv"] = _table(columns)
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in files.items():
            info = zipfile.ZipInfo(file, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content, compresslevel=9)


def _columns(submissions: Submissions, form: Form, repeat: Question | None) -> Iterator[Column]:
    for told in told_of(submissions, form, repeat):
        heading = "-".join([*(each.name for each in _groups(told.question)), told.question.name])
        if told.is_position:
            for place, part in enumerate(ODK_PARTS):
                yield f"{heading}-{part}", told.part(place)
            continue
        yield heading, told.texts
        for choice in told.choices:
            yield f"{heading}/{choice}", told.marks(choice, "0")


def _groups(question: Question) -> list[Question]:
    """Return the groups around a question, those within its repeat only."""
    parents = list(question.parents)
    while any(each.kind == "repeat" for each in parents):
        parents.pop(0)
    return parents


def _main(submissions: Submissions, form: Form) -> list[Column]:
    keys = [f"uuid:{key}" for key in submissions.main["_key"]]
    times = meta_of(submissions, "_submission_time")
    who = meta_of(submissions, "_submitted_by")
    accounts = {name: str(number) for number, name in enumerate(sorted(set(who) - {""}), 101)}
    none = [""] * len(keys)
    return [
        ("SubmissionDate", [f"{each}.000Z" if each else "" for each in times]),
        *_columns(submissions, form, None),
        ("meta-instanceID", keys),
        ("KEY", keys),
        ("SubmitterID", [accounts.get(name, "") for name in who]),
        ("SubmitterName", who),
        ("AttachmentsPresent", ["0"] * len(keys)),
        ("AttachmentsExpected", ["0"] * len(keys)),
        ("Status", none),
        ("ReviewState", meta_of(submissions, "_validation_status")),
        ("DeviceID", none),
        ("Edits", ["0"] * len(keys)),
        ("FormVersion", meta_of(submissions, "_version")),
    ]


def _table(columns: list[Column]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([heading for heading, _ in columns])
    writer.writerows(zip(*(texts for _, texts in columns), strict=True))
    return text.getvalue().encode()
