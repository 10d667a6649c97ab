"""What changed in a form as a whole: its identity, version, languages, encryption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probono_kit.findings import Finding, finding
from probono_kit.forms.model import Form
from probono_kit.forms.papers.matching import Matching

_OTHER = (
    *("form_title", "instance_name", "default_language", "style", "allow_choice_duplicates"),
    *("auto_send", "auto_delete", "submission_url"),
)


def presence(matching: Matching, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what changed in the settings and languages.

    Parameters
    ----------
    matching : Matching
        Both versions.
    found : sequence of Finding
        What changed otherwise: a form that changed needs another version.
    """
    old, new = matching.old, matching.new
    where = f"{new.path.name} › settings"
    before, after = (_setting(form, "form_id") for form in (old, new))
    if before != after:
        yield finding("compare.form_id", where, old=before or "—", new=after or "—")
    version, now = (_setting(form, "version") for form in (old, new))
    if version and version == now and found:
        yield finding("compare.version_same", where, version=now)
    elif not now and version:
        yield finding("compare.version_gone", where, version=version)
    if _setting(old, "public_key") != _setting(new, "public_key"):
        yield finding("compare.encryption", where)
    changed = tuple(key for key in _OTHER if _setting(old, key) != _setting(new, key))
    if changed:
        yield finding("compare.settings", where, columns=changed)
    yield from _languages(old, new)


def _setting(form: Form, key: str) -> str:
    return form.settings.get(key) if form.settings is not None else ""


def _languages(old: Form, new: Form) -> Iterator[Finding]:
    before = {each.casefold(): each for each in old.languages}
    after = {each.casefold(): each for each in new.languages}
    where = f"{new.path.name} › survey"
    gone = tuple(before[each] or "—" for each in before if each not in after)
    added = tuple(after[each] or "—" for each in after if each not in before)
    if gone:
        yield finding("compare.languages_gone", where, languages=gone)
    if added:
        yield finding("compare.languages_added", where, languages=added)
