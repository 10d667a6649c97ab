"""Findings of recipes, reviews and decisions."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "recipe.bad_pattern": Message(
        ERROR,
        N_("The regular expression “{pattern}” cannot be understood: {reason}."),
        N_(
            "Try it out at a small example; a point, a bracket or a plus that is meant "
            "as such needs a \\ before it."
        ),
    ),
    "recipe.check_found": Message(
        WARNING,
        N_("“{column}”: {count} cells to look at ({cells}). {issue}."),
        N_("Decide in the review workbook: keep them, give another value, or ask."),
    ),
    "recipe.column_lost": Message(
        WARNING,
        N_("The column “{column}” of earlier files is not in this one."),
        N_("Ask whether it was left out on purpose. The steps that need it were not done."),
    ),
    "recipe.column_renamed": Message(
        WARNING,
        N_("The column “{column}” of earlier files is not in this one; it may now be: {near}."),
        N_("Accept the right one in the review workbook, and run again."),
    ),
    "recipe.decision_not_for_this": Message(
        WARNING,
        N_("“{decision}” is no answer to this row; the row was left out."),
        N_("Choose one of the answers that the list of the cell offers."),
    ),
    "recipe.decision_unknown": Message(
        WARNING,
        N_("“{decision}” is none of the possible decisions; the row was left out."),
        N_("Choose one from the list of the cell."),
    ),
    "recipe.decision_without_proposal": Message(
        WARNING,
        N_("“{decision}” accepts a proposal, and this row has none; the row was left out."),
        N_("Choose another decision, or give a value."),
    ),
    "recipe.decision_without_row": Message(
        WARNING,
        N_("“{decision}” takes a row out, and this is about no single row; it was left out."),
        N_("Decide on the rows themselves, or write a step “remove” into the recipe."),
    ),
    "recipe.decision_without_value": Message(
        WARNING,
        N_("“{decision}” needs a value, and none is given; the row was left out."),
        N_("Write the right value beside it."),
    ),
    "recipe.dictionary_beside": Message(
        ERROR,
        N_("The dictionary “{file}” is not a CSV file beside the recipe."),
        N_(
            "Put it into the folder of the recipe and name it without a path, such as communes.csv."
        ),
    ),
    "recipe.dictionary_row": Message(
        ERROR,
        N_("A row of the dictionary has only one column."),
        N_("Write the value in the first column and what becomes of it in the second."),
    ),
    "recipe.dictionary_too_big": Message(
        ERROR,
        N_("The dictionary is larger than 4 MB."),
        N_("Keep only the values that change."),
    ),
    "recipe.dictionary_twice": Message(
        ERROR,
        N_("The dictionary says two things about “{value}”."),
        N_("Delete one of the two rows."),
    ),
    "recipe.does_not_apply": Message(
        WARNING,
        N_("The step “{step}” was not done: {columns} is not in this file."),
        N_("Say in the review workbook which column it is now; or delete the step."),
    ),
    "recipe.does_not_fit": Message(
        WARNING,
        N_(
            "“{column}” holds values of the kind {kind}, and these are none: {values}. "
            "They were left out and wait for a decision."
        ),
        N_("Write values that fit, or say with a step “fix” that the column is text."),
    ),
    "recipe.duplicates_removed": Message(
        NOTE,
        N_(
            "Rows that are the same as another one in {columns}: {count}; they are in "
            "the deletion log."
        ),
        N_("Nothing to do if that is meant."),
    ),
    "recipe.expression_ends": Message(
        ERROR,
        N_("“{text}” ends too early."),
        N_("Something is missing at the end: a value, a column or a bracket."),
    ),
    "recipe.expression_too_long": Message(
        ERROR,
        N_("The condition or calculation is too long, or its brackets are nested too deep."),
        N_("Split it into several steps."),
    ),
    "recipe.expression_wrong": Message(
        ERROR,
        N_("“{text}” cannot be understood from “{near}” on."),
        N_(
            "Put names of columns that are not one word in square brackets, and texts in "
            "quotation marks: [Nom du chef] = 'Awa'."
        ),
    ),
    "recipe.kinds_differ": Message(
        ERROR,
        N_("“{sign}” cannot be applied to what this is: {sorts}."),
        N_(
            "Compare texts with texts in quotation marks, numbers with numbers; the step "
            "“fix” says what a column holds."
        ),
    ),
    "recipe.map_chains": Message(
        WARNING,
        N_(
            "These results are themselves replaced by this list, so that doing it twice "
            "gives something else: {values}."
        ),
        N_("Write for each value what it becomes in the end."),
    ),
    "recipe.more_parts": Message(
        WARNING,
        N_(
            "“{column}”: {count} cells have more parts than there are columns for them "
            "({cells}); they were not split."
        ),
        N_("Decide in the review workbook, or name more columns."),
    ),
    "recipe.name_taken": Message(
        ERROR,
        N_("A column is, or was, called “{column}” already."),
        N_("Choose another name."),
    ),
    "recipe.new_columns": Message(
        NOTE,
        N_("Columns that earlier files did not have: {columns}."),
        N_("Nothing to do, or write steps for them."),
    ),
    "recipe.new_values": Message(
        WARNING,
        N_("“{column}”: {count} values that the recipe does not know yet: {values}."),
        N_("Say in the review workbook what becomes of them; “keep” if they are right."),
    ),
    "recipe.no_decisions": Message(
        ERROR,
        N_("This is no list of decisions: it lacks the columns {columns}."),
        N_("Give the file that probono-kit wrote from a review workbook."),
    ),
    "recipe.no_rule": Message(
        ERROR,
        N_("The check does not say what to check."),
        N_("Add one of: {rules}."),
    ),
    "recipe.not_a_condition": Message(
        ERROR,
        N_("“{text}” is no condition: it is neither true nor false."),
        N_("Compare it with something, such as > 0 or is filled."),
    ),
    "recipe.not_a_recipe": Message(
        ERROR,
        N_("This is no recipe: it has no lines such as “steps:”."),
        N_("Compare with the recipe that probono-kit writes to start from."),
    ),
    "recipe.not_calculated": Message(
        WARNING,
        N_("“{column}” could not be calculated in {count} rows where everything is given: {rows}."),
        N_("Look for divisions by zero or numbers out of reach in these rows."),
    ),
    "recipe.not_numbers": Message(
        ERROR,
        N_("“{column}” holds no numbers, so none of them is far from the others."),
        N_("Check another column, or say with a step “fix” that it holds numbers."),
    ),
    "recipe.nothing_above": Message(
        WARNING,
        N_("“{column}”: {count} empty cells have no value above them ({cells})."),
        N_("Fill them in the source, or leave them."),
    ),
    "recipe.okay": Message(
        NOTE,
        N_("“{column}”: {count} cells that a person called right were not reported again."),
        N_("Nothing to do; the decision is in the list of decisions."),
    ),
    "recipe.rows_removed": Message(
        NOTE,
        N_("Rows taken out because {text}: {count}; they are in the deletion log."),
        N_("Nothing to do if that is meant."),
    ),
    "recipe.step_is_no_step": Message(
        ERROR,
        N_("A step begins with its word and a colon."),
        N_("Write one of: {known}; such as “- drop: Remarques”."),
    ),
    "recipe.two_bounds": Message(
        ERROR,
        N_("“between” needs the lowest and the highest value."),
        N_("Write two, such as [0, 120]."),
    ),
    "recipe.unknown_function": Message(
        ERROR,
        N_("There is no function “{function}”."),
        N_("Known are: {known}."),
    ),
    "recipe.unknown_step": Message(
        ERROR,
        N_("There is no step “{step}”."),
        N_("Steps are: {known}."),
    ),
    "recipe.unknown_step_near": Message(
        ERROR,
        N_("There is no step “{step}”."),
        N_("Did you mean “{near}”?"),
    ),
    "recipe.when_then": Message(
        ERROR,
        N_("“when” and “then” need each other."),
        N_("Write both conditions, such as when: age < 5, then: school is empty."),
    ),
    "recipe.wrong_arguments": Message(
        ERROR,
        N_("“{function}” has too few or too many values in its brackets, in “{text}”."),
        N_("Look the function up in the guide to recipes."),
    ),
    "recipe.review_cut": Message(
        WARNING,
        N_(
            "Rows that are not in the review workbook: {count}, because there are too "
            "many of one kind, or a text is too long."
        ),
        N_("Mend the cause first: a rule in the recipe, or the source; then run again."),
    ),
    "recipe.no_review": Message(
        ERROR,
        N_("This is no review workbook of probono-kit."),
        N_("Give the workbook that was written for the review, with its sheets as they were."),
    ),
    "recipe.decided_by_nobody": Message(
        WARNING,
        N_("Decisions without a name: {count}; they were taken over."),
        N_("Write who decided into the last column: it stays with the data."),
    ),
    "recipe.value_without_decision": Message(
        WARNING,
        N_("The value “{value}” stands there without a decision; it was left out."),
        N_("Choose “other value” in the cell “Decision”."),
    ),
    "recipe.evidence_changed": Message(
        WARNING,
        N_("The grey cells of this row were changed (“{column}”); its decision was left out."),
        N_("Write the right value into “Other value”, and leave the grey cells as they are."),
    ),
}
