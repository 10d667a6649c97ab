"""What is wrong with a brief though every single value is well-formed."""

from __future__ import annotations

from collections.abc import Iterator

from probono_kit.engagement.brief import Brief
from probono_kit.engagement.brief_context import BriefContext
from probono_kit.engagement.paths import find_file
from probono_kit.engagement.task_checks import check_tasks
from probono_kit.engagement.texts import LocalisedText
from probono_kit.findings import Finding, Findings, finding
from probono_kit.i18n import LANGUAGES, language_name
from probono_kit.yaml_files.explain import Location

_PICTURES = (".png", ".jpg", ".jpeg")


def check_brief(brief: Brief, context: BriefContext) -> Findings:
    """Return everything that is wrong or doubtful in a well-formed brief.

    Parameters
    ----------
    brief : Brief
        Well-formed.
    context : BriefContext
        Gives lines and folder.

    Returns
    -------
    Findings
        Missing files, references to nothing, wrong parameters, circles, empty essentials.
    """
    found = Findings()
    found.extend(_sources(brief, context))
    found.extend(_logo(brief, context))
    found.extend(_profile(brief, context))
    found.extend(_languages(brief, context))
    found.extend(_essentials(brief, context))
    found.extend(check_tasks(brief, context))
    return found


def _sources(brief: Brief, context: BriefContext) -> Iterator[Finding]:
    for name, source in brief.sources.items():
        _, problems = find_file(context.folder, source.file, context.place("sources", name, "file"))
        yield from problems
        said = {
            "title": source.title,
            "provider": source.provider,
            "licence": source.licence,
            "date": source.date,
        }
        missing = tuple(
            key
            for key, value in said.items()
            if not value and ("sources", name, key) not in context.wrong
        )
        if missing:
            where = context.place("sources", name)
            yield finding("engagement.source_incomplete", where, source=name, keys=missing)


def _logo(brief: Brief, context: BriefContext) -> Iterator[Finding]:
    logo = brief.ngo.logo
    if not logo:
        return
    where = context.place("ngo", "logo")
    _, problems = find_file(context.folder, logo, where)
    yield from problems
    if not logo.lower().endswith(_PICTURES):
        yield finding("engagement.not_a_picture", where, given=logo)


def _profile(brief: Brief, context: BriefContext) -> Iterator[Finding]:
    """Yield what is wrong with the house style, before any map waits for it."""
    where, name = context.place("ngo", "profile"), brief.ngo.profile
    if name == "plain":
        return
    # Only a house style needs what draws maps, which takes a second to load.
    from probono_kit.maps.profiles import profile_names, read_profile

    if not name.lower().endswith((".yml", ".yaml")):
        if name not in profile_names():
            yield finding("map.profile_unknown", where, name=name, names=profile_names())
        return
    path, problems = find_file(context.folder, name, where)
    yield from problems
    if path is not None:
        found = Findings()
        read_profile(path, found)
        yield from found


def _languages(brief: Brief, context: BriefContext) -> Iterator[Finding]:
    for index, language in enumerate(brief.languages):
        where = context.place("languages", index)
        if language in brief.languages[:index]:
            yield finding("engagement.language_twice", where, language=language)
        elif language not in LANGUAGES:
            yield finding(
                "engagement.language_not_ready", where, language=language_name(language, "en")
            )
    for location, text in _texts(brief):
        missing = tuple(each for each in brief.languages if text and not text.has_language(each))
        if missing:
            yield finding(
                "engagement.text_not_in_language",
                context.place(*location),
                key=str(location[-1]),
                languages=missing,
            )


def _texts(brief: Brief) -> Iterator[tuple[Location, LocalisedText]]:
    for key in ("title", "question", "audience", "disclaimer"):
        yield (key,), getattr(brief, key)
    for index, limit in enumerate(brief.limits):
        yield ("limits", index), limit
    for name, source in brief.sources.items():
        yield ("sources", name, "title"), source.title
        yield ("sources", name, "date"), source.date


def _essentials(brief: Brief, context: BriefContext) -> Iterator[Finding]:
    if not brief.tasks and not any(location[:1] == ("tasks",) for location in context.wrong):
        yield finding("engagement.no_tasks", context.place("tasks"))
    if not brief.columns_to_share and ("columns_to_share",) not in context.wrong:
        yield finding("engagement.no_columns_to_share", context.place("columns_to_share"))
    if not brief.ngo.contact:
        yield finding("engagement.no_contact", context.place("ngo"))
    if not brief.limits:
        yield finding("engagement.no_limits", context.place("limits"))
