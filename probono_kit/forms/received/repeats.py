"""Which repeat of the form a table of a file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probono_kit.forms.model import Form, Question
from probono_kit.forms.received.names import innermost, plain
from probono_kit.forms.received.raw import RawTable
from probono_kit.forms.synthesis.frames import column_of

#: What tells tables of the same name apart.
_TURN = re.compile(r"(?:~|_| ?\()\d+\)?$")
#: As long as the names of sheets may be.
_LONGEST = 31


def repeats_of(form: Form | None, raws: Sequence[RawTable]) -> list[Question | None]:
    """Return the repeat of each table: by its path, the paths of its columns, its name or label.

    Parameters
    ----------
    form : Form or None
        The form.
    raws : sequence of RawTable
        All tables but that of the interviews, in the order of the file.

    Returns
    -------
    list of Question or None
        No repeat is the one of two tables; ``None`` where the form has none for a table.
    """
    found: list[Question | None] = [None] * len(raws)
    free = [] if form is None else [each for each in form.questions if each.kind == "repeat"]
    for step in (_by_path, _by_columns, _by_name, _by_stem):
        for at, raw in enumerate(raws):
            if found[at] is None and form is not None:
                best = next(step(form, raw, free), None)
                if best is not None:
                    found[at] = best
                    free = [each for each in free if each is not best]
    return found


def _by_path(form: Form, raw: RawTable, free: Sequence[Question]) -> Iterator[Question]:
    yield from (each for each in free if raw.path and raw.path == each.path)


def _by_columns(form: Form, raw: RawTable, free: Sequence[Question]) -> Iterator[Question]:
    written = {heading for heading, _ in raw.columns}
    held = [innermost(each) for each in form.questions if "/" in each.path and each.path in written]
    votes = [sum(own is each for own in held) for each in free]
    most = max(votes, default=0)
    if most:
        yield free[votes.index(most)]


def _by_name(form: Form, raw: RawTable, free: Sequence[Question]) -> Iterator[Question]:
    named = [each for each in free if raw.name in (each.name, each.path, each.name[:_LONGEST])]
    labelled = [
        each
        for each in free
        if plain(raw.name) in {plain(each.label(language)) for language in form.languages}
    ]
    yield from named or labelled


def _by_stem(form: Form, raw: RawTable, free: Sequence[Question]) -> Iterator[Question]:
    """Yield repeats of the same name in their order, as servers number them."""
    stem = _TURN.sub("", raw.name)
    cut = len(raw.name) >= _LONGEST - len("_1")
    yield from (each for each in free if stem == each.name or (cut and each.name.startswith(stem)))


def table_name(form: Form | None, repeat: Question | None, raw: str) -> str:
    """Return the table of a repeat; the name in the file where the form does not know it."""
    return raw if form is None or repeat is None else column_of(form, repeat)
