"""Findings of invented submissions: what of a form cannot be worked out, reached or met."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "form.not_evaluated": Message(
        WARNING,
        N_("This is not worked out here: {part}."),
        N_("Try the form on a phone for what hangs on it; or write it in another way."),
    ),
    "submissions.unreachable": Message(
        WARNING,
        N_("In {tried} invented interviews {name} was never asked: {value}."),
        N_(
            "If no answers can lead there, correct the condition; if they are only rare, ask for "
            "more interviews."
        ),
    ),
    "submissions.unsatisfiable": Message(
        ERROR,
        N_("No answer to {name} was found that its constraint allows: {value}."),
        N_("Correct the constraint: with this one nobody gets past a required question."),
    ),
    "submissions.hard_constraint": Message(
        WARNING,
        N_("In {count} of {tried} interviews no answer to {name} was found: {value}."),
        N_("Look at which answers before leave nothing to choose, and let the form say so there."),
    ),
    "submissions.no_choice": Message(
        WARNING,
        N_("In {count} of {tried} interviews {name} offered no choice."),
        N_("Check the choice filter and the columns of the list that it compares with."),
    ),
    "submissions.many_rows": Message(
        WARNING,
        N_("The repeat {name} asks for {value} rows; {count} were made."),
        N_("Limit the number that it counts by."),
    ),
    "submissions.format_unknown": Message(
        ERROR,
        N_("No such way to write submissions: {value}."),
        N_("Take one of these: {known}."),
    ),
    "submissions.form_needed": Message(
        ERROR,
        N_("Without their form, submissions cannot be written as a server does."),
        N_("Read them together with their form."),
    ),
    "submissions.kind_unknown": Message(
        ERROR,
        N_("No such anomaly can be planted: {value}."),
        N_("Take from these: {known}."),
    ),
    "submissions.kind_impossible": Message(
        WARNING,
        N_("The form has no question in which this can be planted: {value}."),
        N_("Leave it out, or add what it needs, such as a start, an enumerator or a position."),
    ),
    "submissions.no_areas": Message(
        NOTE,
        N_("No areas are given; positions lie in one made-up place."),
        N_("Give the areas of the collection."),
    ),
}
