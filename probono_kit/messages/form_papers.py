"""Findings about what comes with a form: codebook, translation, paper, plan, register."""

from __future__ import annotations

from probono_kit.messages.entry import N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "papers.unsaid": Message(
        NOTE,
        N_(
            "Conditions or limits of {count} questions could not be put in words; they stand as "
            "the form has them: {names}."
        ),
        N_("Write them out by hand where people read them."),
    ),
    "papers.unlisted": Message(
        NOTE,
        N_("The choices of these questions are too many to print, or in a file: {names}."),
        N_("Hand their list out beside the form; there is a line to write on."),
    ),
    "papers.no_language": Message(
        WARNING,
        N_("The form has no texts in {language}; those of its first language stand there."),
        N_("Take one of its languages: {languages}; or have it translated."),
    ),
    "papers.register_missing": Message(
        WARNING,
        N_("{name} leads to a person, and the form does not say: {missing}."),
        N_("Fill in these columns of the sheet survey; if you cannot, do not ask."),
    ),
    "papers.register_topic": Message(
        NOTE,
        N_(
            "{count} questions touch on a protected subject, and it is not said why they are "
            "asked, who sees them and how long: {names}."
        ),
        N_("Fill in personal, purpose, seen_by and kept; no under personal where it is none."),
    ),
    "papers.plan_untied": Message(
        NOTE,
        N_("{count} questions go into no table and no map: {names}."),
        N_("Say what they are asked for, or leave them out."),
    ),
    "papers.plan_no_place": Message(
        NOTE,
        N_("The form asks for no area and for no position: nothing of it can be shown on a map."),
        N_("Ask for the area, from the list that the maps use, if a map is wanted."),
    ),
}
