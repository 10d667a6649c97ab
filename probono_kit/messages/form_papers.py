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
}
