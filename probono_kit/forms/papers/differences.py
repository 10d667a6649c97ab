"""What changed in a question that both versions have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from probono_kit.findings import Finding, Value, finding
from probono_kit.forms.lint.logic import shortened
from probono_kit.forms.model import Form, Question, Row
from probono_kit.forms.papers.kinds import allows_all, fate_of_answers, refused_by_central
from probono_kit.forms.papers.likeness import SAME_SENSE, labels_alike, sense
from probono_kit.forms.papers.matching import EMPTY, Matching, Pair
from probono_kit.forms.synthesis.frames import table_of

#: Columns whose change alters neither what is asked nor what the data hold.
_LOOKS = (
    *("hint", "guidance_hint", "constraint_message", "required_message", "appearance"),
    *("image", "audio", "video", "big-image", "parameters", "default", "read_only", "trigger"),
    *("intent", "autoplay", "rows", "personal", "purpose", "seen_by", "kept"),
)
_YES = ("yes", "true", "true()", "1")


def differences(pair: Pair, matching: Matching) -> Iterator[Finding]:
    """Yield what changed in a question, apart from its name and place.

    Parameters
    ----------
    pair : Pair
        The question in both versions.
    matching : Matching
        All pairs.
    """
    where, names = place(matching.new, pair.new), matching.renamed
    yield from _kind(pair, matching, where)
    yield from _asked(pair, where, names)
    yield from _limited(pair, where, names)
    yield from _worded(pair, where)
    looks = tuple(key for key in _LOOKS if _cells(pair.old.row, key) != _cells(pair.new.row, key))
    if looks:
        yield finding("compare.details", where, name=called(pair.new), columns=looks)


def place(form: Form, question: Question, column: str = "name") -> str:
    """Return where a question stands, with the file of its version."""
    return f"{form.path.name} › {question.row.where(column)}"


def called(question: Question) -> str:
    """Return the name of a question; of a nameless one its kind."""
    return question.name or question.kind


def _cells(row: Row, key: str) -> Mapping[str, str]:
    """Return the cells of a column in all its languages."""
    return {
        column.language.casefold(): " ".join(text.split())
        for column, text in row.cells.items()
        if column.key == key
    }


def _kind(pair: Pair, matching: Matching, where: str) -> Iterator[Finding]:
    old, new = pair.old, pair.new
    values: dict[str, Value] = {"name": called(new), "old": old.kind, "new": new.kind}
    if old.is_container and old.kind != new.kind:
        yield finding("compare.container_kind", where, **values)
        return
    fate = fate_of_answers(old.kind, new.kind)
    if old.kind in EMPTY and new.kind not in EMPTY:
        yield finding("compare.added", where, name=called(new), kind=new.kind)
        return
    if fate != "same":
        code = "compare.kind_lost" if fate == "lost" else "compare.kind_fits"
        yield finding(code, where, **values)
        if refused_by_central(old.kind, new.kind) and new.kind not in EMPTY:
            yield finding("compare.kind_refused", where, **values)
    elif old.kind.endswith("_from_file") and old.list_name != new.list_name:
        values |= {"old": old.list_name, "new": new.list_name}
        yield finding("compare.file", where, **values)
    before, after = table_of(matching.old, old), table_of(matching.new, new)
    if new.kind not in EMPTY and not _same_table(pair, matching):
        yield finding("compare.table", where, name=called(new), old=before, new=after)


def _same_table(pair: Pair, matching: Matching) -> bool:
    partner = {id(each.old): each.new for each in matching.pairs}
    old, new = pair.old.repeats, pair.new.repeats
    return len(old) == len(new) and all(
        partner.get(id(a)) is b for a, b in zip(old, new, strict=True)
    )


def _asked(pair: Pair, where: str, names: Mapping[str, str]) -> Iterator[Finding]:
    for key, code in (
        ("relevant", "asked"),
        ("choice_filter", "filter"),
        ("repeat_count", "count"),
        ("calculation", "calculation"),
    ):
        old, new = pair.old.row.get(key), pair.new.row.get(key)
        if sense(old, names) == sense(new, {}):
            continue
        whom = "asked_of_fewer" if new else "asked_of_all"
        what = whom if key == "relevant" and not (old and new) else code
        values = {"old": shortened(old) or "—", "new": shortened(new) or "—"}
        yield finding(f"compare.{what}", where, name=called(pair.new), **values)


def _limited(pair: Pair, where: str, names: Mapping[str, str]) -> Iterator[Finding]:
    old, new = pair.old.row.get("constraint"), pair.new.row.get("constraint")
    if sense(old, names) != sense(new, {}):
        wider = allows_all(old, new)
        values = {"old": shortened(old) or "—", "new": shortened(new) or "—"}
        code = "compare.limits_wider" if wider else "compare.limits_other"
        yield finding(code, where, name=called(pair.new), **values)
    before, after = (_must(each.row.get("required")) for each in (pair.old, pair.new))
    if before != after:
        code = "compare.required" if after else "compare.optional"
        yield finding(code, where, name=called(pair.new))


def _must(text: str) -> bool | str:
    return text.lower() in _YES if text.lower() in (*_YES, "", "no", "false", "false()") else text


def _worded(pair: Pair, where: str) -> Iterator[Finding]:
    if _cells(pair.old.row, "label") == _cells(pair.new.row, "label"):
        return
    likeness = labels_alike(pair.old, pair.new)
    if likeness is None:
        yield finding("compare.details", where, name=called(pair.new), columns=("label",))
        return
    values = {"old": shortened(pair.old.label()), "new": shortened(pair.new.label())}
    other = likeness < SAME_SENSE and not pair.new.is_container and pair.new.kind != "note"
    code = "compare.meaning" if other else "compare.worded"
    yield finding(code, where, name=called(pair.new), **values)
