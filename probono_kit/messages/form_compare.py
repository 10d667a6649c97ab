"""Findings about two versions of a form: an error loses data, a warning breaks, a note is safe."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    "compare.same_unknown": Message(
        ERROR,
        N_("This version has no question called {name}, or several."),
        N_("Write the name of a question of this version, or its path with the groups."),
    ),
    "compare.same_pair": Message(
        ERROR,
        N_("“{text}” does not say which question is which."),
        N_("Write the old name, =, and the new one: age=age_years."),
    ),
    "compare.gone": Message(
        ERROR,
        N_(
            "{name} (“{label}”) is no longer asked: nothing new comes into its column, and "
            "exports of the new version leave it out."
        ),
        N_(
            "Export what was collected before the change. To keep the column, leave the "
            "question in the form with false() under relevant."
        ),
    ),
    "compare.rename_unclear": Message(
        ERROR,
        N_(
            "{name} (“{label}”) is gone; it may be any of these new questions, with how alike "
            "they are out of 100: {choices}."
        ),
        N_("Say which with --same {name}=NEW, or that it is gone with --same {name}=."),
    ),
    "compare.repeat_gone": Message(
        ERROR,
        N_("The repeat {name} is gone, and with it the table of its rows."),
        N_("Export what was collected before the change, or keep it with false() under relevant."),
    ),
    "compare.container_kind": Message(
        ERROR,
        N_(
            "{name} changes from {old} to {new}: answers go to another table, and those given "
            "so far do not fit there."
        ),
        N_("Give the new {new} another name, and its questions too."),
    ),
    "compare.kind_lost": Message(
        ERROR,
        N_(
            "{name} changes from {old} to {new}: answers given so far do not fit, and are mixed "
            "with the new ones in one column."
        ),
        N_("Ask it under a new name, and leave the old question with false() under relevant."),
    ),
    "compare.table": Message(
        ERROR,
        N_(
            "{name} moves from the table {old} to the table {new}: an answer for each row there "
            "is not one for each row here, and those given so far stay behind."
        ),
        N_("Ask it under a new name, and decide by hand what becomes of the answers so far."),
    ),
    "compare.choices_exchanged": Message(
        ERROR,
        N_(
            "In the list {list}, “{name}” said “{old}” and now says “{new}”, which was said by "
            "another choice: answers before and after cannot be told apart ({questions})."
        ),
        N_("Give the texts back to their names; change the order of the rows instead."),
    ),
    "compare.renamed_proposed": Message(
        WARNING,
        N_(
            "{old} is gone and {new} is new; they may be the same. How alike, out of 100: text "
            "{label}, choices {choices}, place {place}, name {name}."
        ),
        N_(
            "Keep the old name: then nothing breaks. Or say so with --same {old}={new}; if it is "
            "another question, --same {old}= and export its answers first."
        ),
    ),
    "compare.renamed": Message(
        WARNING,
        N_("{old} is now called {new}: its answers lie in two columns."),
        N_("Keep the old name, or put the columns together when the data are cleaned."),
    ),
    "compare.repeat_renamed": Message(
        WARNING,
        N_("The repeat {old} is now called {new}: its rows lie in two tables."),
        N_("Keep the old name, or put the tables together when the data are cleaned."),
    ),
    "compare.moved": Message(
        WARNING,
        N_(
            "Now in {new} instead of {old}: {names}. Exports with group names give them other "
            "headings, ODK Central other columns."
        ),
        N_("Leave them where they were, or put the columns together by the list of columns."),
    ),
    "compare.asked_inside": Message(
        WARNING,
        N_(
            "With their group, these are asked under another condition, before {old}, now {new}: "
            "{names}. Shares before and after are of other people."
        ),
        N_("If it is meant, report the two versions apart, or only those who were asked in both."),
    ),
    "compare.split_by_choices": Message(
        WARNING,
        N_("{name} is gone; these new questions seem to be its choices, each on its own: {parts}."),
        N_(
            "Keep the question, or make the old answers into these columns: 1 where the choice was "
            "among them, 0 where it was not."
        ),
    ),
    "compare.split_by_names": Message(
        WARNING,
        N_("{name} is gone; these new questions stand in its place, with its name: {parts}."),
        N_("Keep the question beside them, or decide by hand what its answers become."),
    ),
    "compare.merged_by_choices": Message(
        WARNING,
        N_("{name} is new; these questions, now gone, seem to be its choices: {parts}."),
        N_("Keep them, or make the old answers into one: the choices whose question said yes."),
    ),
    "compare.merged_by_names": Message(
        WARNING,
        N_("{name} is new and stands in the place of these, which are gone: {parts}."),
        N_("Keep them, or decide by hand how their answers become one."),
    ),
    "compare.kind_fits": Message(
        WARNING,
        N_("{name} changes from {old} to {new}, which can hold the answers given so far."),
        N_("Clean the answers of both kinds alike before they are counted together."),
    ),
    "compare.kind_refused": Message(
        WARNING,
        N_("ODK Central refuses a form in which {name} changes from {old} to {new}."),
        N_("With ODK Central, ask it under a new name. KoboToolbox takes the form."),
    ),
    "compare.file": Message(
        WARNING,
        N_("The choices of {name} now come from {new} instead of {old}."),
        N_("Upload the file with the form, and keep the names of choices that were used."),
    ),
    "compare.calculation_gone": Message(
        WARNING,
        N_("The calculation {name} is gone: its column stays empty from now on."),
        N_("Keep it, or calculate it from the answers when the data are cleaned."),
    ),
    "compare.calculation": Message(
        WARNING,
        N_(
            "{name} is calculated in another way, before {old}, now {new}: figures before and "
            "after are not the same thing."
        ),
        N_("Calculate it anew for all submissions when the data are cleaned."),
    ),
    "compare.asked": Message(
        WARNING,
        N_(
            "{name} is asked under another condition, before {old}, now {new}: shares before and "
            "after are of other people."
        ),
        N_("If it is meant, report the two versions apart, or only those who were asked in both."),
    ),
    "compare.asked_of_fewer": Message(
        WARNING,
        N_("{name} was asked of everybody and is now asked only if {new}."),
        N_("Report shares among those who meet the condition, in the old submissions too."),
    ),
    "compare.asked_of_all": Message(
        WARNING,
        N_("{name} was asked only if {old} and is now asked of everybody."),
        N_("Report old and new submissions together only for those who meet the old condition."),
    ),
    "compare.filter": Message(
        WARNING,
        N_("{name} offers other choices, before {old}, now {new}."),
        N_("See whether an answer could be chosen in both versions before shares are compared."),
    ),
    "compare.count": Message(
        WARNING,
        N_("{name} is repeated another number of times, before {old}, now {new}."),
        N_("See that the number of rows in both versions means the same."),
    ),
    "compare.limits_other": Message(
        WARNING,
        N_(
            "{name} is limited in another way, before {old}, now {new}: an answer given so far "
            "may be refused when its submission is edited."
        ),
        N_("Look for answers outside the new limit in the submissions so far."),
    ),
    "compare.meaning": Message(
        WARNING,
        N_("{name} may ask something else now: before “{old}”, now “{new}”."),
        N_("If it does, give it a new name; the old answers then stay by themselves."),
    ),
    "compare.choices_gone": Message(
        WARNING,
        N_(
            "Choices of the list {list} are gone: {choices}. Answers that hold them stay in the "
            "data and have no text any more ({questions})."
        ),
        N_("Keep them in the list, and hide them with a choice_filter."),
    ),
    "compare.choice_renamed": Message(
        WARNING,
        N_(
            "In the list {list}, “{label}” was {old} and seems to be {new} now: the same answer "
            "has two names in the data ({questions})."
        ),
        N_("Keep the old name, or recode {old} to {new} when the data are cleaned."),
    ),
    "compare.choice_meaning": Message(
        WARNING,
        N_(
            "In the list {list}, “{name}” may mean something else now: before “{old}”, now “{new}” "
            "({questions})."
        ),
        N_("If it does, add it under a new name and keep the old one."),
    ),
    "compare.languages_gone": Message(
        WARNING,
        N_("The form is no longer in these languages: {languages}."),
        N_("Keep their columns if anybody asks, or exports texts, in them."),
    ),
    "compare.form_id": Message(
        WARNING,
        N_(
            "The identifier of the form changes from {old} to {new}: for the server it is another "
            "form, and its submissions lie apart."
        ),
        N_("Keep form_id, and raise version."),
    ),
    "compare.version_same": Message(
        WARNING,
        N_(
            "The form changed and its version is still {version}: telephones may keep the old one, "
            "ODK Central refuses it, and nobody can tell the submissions apart."
        ),
        N_("Raise version, such as the day of the change: 2026-05-31."),
    ),
    "compare.version_gone": Message(
        WARNING,
        N_("The version, which was {version}, is gone."),
        N_("Write a new one under version in the sheet settings."),
    ),
    "compare.encryption": Message(
        WARNING,
        N_("The key with which submissions are encrypted changes."),
        N_("Keep the private key of each version: without it, its submissions cannot be read."),
    ),
    "compare.added": Message(
        NOTE,
        N_("{name} is new ({kind}): submissions made before have no answer to it."),
        N_("Report it among those who were asked, never among all submissions."),
    ),
    "compare.unanswered_added": Message(
        NOTE,
        N_("{name} is new ({kind}); it holds no answer of its own."),
        N_("Nothing to do."),
    ),
    "compare.unanswered_gone": Message(
        NOTE,
        N_("{name} is gone ({kind}); it held no answer of its own."),
        N_("Nothing to do."),
    ),
    "compare.limits_wider": Message(
        NOTE,
        N_("{name} allows more answers, before {old}, now {new}."),
        N_("Nothing to do: what was allowed still is."),
    ),
    "compare.required": Message(
        NOTE,
        N_("{name} must be answered now."),
        N_("Expect gaps in the submissions made before."),
    ),
    "compare.optional": Message(
        NOTE,
        N_("{name} may stay blank now."),
        N_("Expect gaps from now on."),
    ),
    "compare.worded": Message(
        NOTE,
        N_("{name} is worded differently: before “{old}”, now “{new}”."),
        N_("Nothing to do, if it asks the same."),
    ),
    "compare.details": Message(
        NOTE,
        N_("{name} changes in {columns}."),
        N_("Nothing to do for the data."),
    ),
    "compare.choices_added": Message(
        NOTE,
        N_("The list {list} has new choices: {choices} ({questions})."),
        N_("In submissions made before, nobody could choose them: say so beside the figures."),
    ),
    "compare.choices_worded": Message(
        NOTE,
        N_("Choices of the list {list} are worded differently: {choices} ({questions})."),
        N_("Nothing to do, if they mean the same."),
    ),
    "compare.choices_order": Message(
        NOTE,
        N_("The choices of the list {list} come in another order ({questions})."),
        N_("Nothing to do for the data."),
    ),
    "compare.languages_added": Message(
        NOTE,
        N_("The form is now in these languages too: {languages}."),
        N_("Nothing to do for the data."),
    ),
    "compare.order": Message(
        NOTE,
        N_("Questions come in another order."),
        N_("Nothing to do for the data; columns of an export come in the new order."),
    ),
    "compare.settings": Message(
        NOTE,
        N_("Settings changed: {columns}."),
        N_("Nothing to do for the data."),
    ),
}
