"""Findings about the expressions of forms."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, WARNING, Message

MESSAGES: dict[str, Message] = {
    "form.parenthesis_open": Message(
        ERROR,
        N_(
            "“{sign}” at character {place} of {column} is never closed: {value}. The form "
            "cannot be opened."
        ),
        N_("Close it, and count the opening and the closing ones."),
    ),
    "form.parenthesis_extra": Message(
        ERROR,
        N_(
            "“{sign}” at character {place} of {column} closes nothing, or something is missing "
            "before it: {value}. The form cannot be opened."
        ),
        N_("Take it away, or write what is missing before it."),
    ),
    "form.operator": Message(
        ERROR,
        N_(
            "“{sign}” at character {place} of {column} is no operator of forms: {value}. The "
            "form cannot be opened."
        ),
        N_("Write {meant} instead, in small letters."),
    ),
    "form.curly_quote": Message(
        ERROR,
        N_(
            "The typographic sign {sign} at character {place} of {column} is no quotation mark "
            "for a form: {value}. Word processors put it there."
        ),
        N_("Type straight quotation marks: ' or \"."),
    ),
    "form.quote_open": Message(
        ERROR,
        N_(
            "The quotation mark {sign} at character {place} of {column} is never closed: "
            "{value}. The form cannot be opened."
        ),
        N_("Close it with the same sign."),
    ),
    "form.reference_open": Message(
        ERROR,
        N_("The reference at character {place} of {column} is never closed: {value}."),
        N_("Write it as ${{name}}, with both braces."),
    ),
    "form.sign": Message(
        ERROR,
        N_("“{sign}” at character {place} of {column} means nothing in an expression: {value}."),
        N_("Take it away; a reference is written ${{name}}, a text between ' and '."),
    ),
    "form.unexpected": Message(
        ERROR,
        N_(
            "“{text}” at character {place} of {column} does not follow from what stands before "
            "it: {value}. The form cannot be opened."
        ),
        N_("Put an operator (and, or, =, +…) or a comma before it, or take it away."),
    ),
    "form.expression_ends": Message(
        ERROR,
        N_("{column} ends before it is complete: {value}. The form cannot be opened."),
        N_("Write what is missing at the end."),
    ),
    "form.too_deep": Message(
        WARNING,
        N_("{column} has so many parentheses within one another that it was not checked: {value}."),
        N_("Split it into several questions of type calculate."),
    ),
    "form.function_unknown": Message(
        ERROR,
        N_(
            "There is no function {name} (character {place} of {column}): {value}. The form "
            "cannot be opened. The nearest one is {near}."
        ),
        N_("Write the name as the documentation of ODK does; capitals count."),
    ),
    "form.function_arguments": Message(
        ERROR,
        N_(
            "{name} at character {place} of {column} is given {given} values and takes {takes}:"
            " {value}. The form cannot be opened."
        ),
        N_("Give it the right number of values, with commas between them."),
    ),
    "form.reference_unknown": Message(
        ERROR,
        N_(
            "No question is named {name}. The nearest name is {near}. The form cannot be converted."
        ),
        N_("Write the name as in the column name, capitals included."),
    ),
    "form.reference_into_repeat": Message(
        ERROR,
        N_(
            "{name} stands inside the repeat {repeat} and is asked from outside: there are as "
            "many answers as repetitions, and the form stops when there are two."
        ),
        N_(
            "Say which one with indexed-repeat(), or put them together with sum(), count(), "
            "max() or join()."
        ),
    ),
    "form.reference_any": Message(
        WARNING,
        N_(
            "{name} stands inside the repeat {repeat} and is compared from outside: in the "
            "browser one repetition that fits is enough, ODK Collect stops when there are two."
        ),
        N_("Compare inside the repeat, and put the results together with max() or sum()."),
    ),
    "form.reference_in_quotes": Message(
        WARNING,
        N_(
            "The reference to {name} stands between quotation marks: it is then a text and not "
            "the answer."
        ),
        N_("Take the quotation marks away."),
    ),
    "form.cycle": Message(
        ERROR,
        N_("These depend on each other in a circle: {names}. The form cannot be opened."),
        N_("Take one of the references out of its calculation or condition."),
    ),
    "form.equals_multiple": Message(
        WARNING,
        N_(
            "{name} takes several answers; = compares all of them together with “{value}” and "
            "fails as soon as two are chosen."
        ),
        N_("Write selected(${{{name}}}, '{value}')."),
    ),
    "form.choice_unknown": Message(
        WARNING,
        N_(
            "“{value}” is no choice of {name} (list {list}), so that this can never be true. "
            "The nearest one is {near}."
        ),
        N_("Write the name of the choice as in the choices sheet; the label does not count."),
    ),
    "form.repeat_count": Message(
        WARNING,
        N_(
            "The number of repetitions is not a number: {value}. The repeat may stay empty, and"
            " its data are lost."
        ),
        N_("Refer to a question of type integer, or calculate it with int()."),
    ),
    "form.filter_column": Message(
        ERROR,
        N_(
            "The choices sheet has no column {value}: the list will be empty. Columns that it "
            "has: {columns}."
        ),
        N_("Write the heading as in the choices sheet, or add the column."),
    ),
    "form.required": Message(
        WARNING,
        N_(
            "“{value}” in the column {column} is neither yes, no nor a condition; it will be "
            "taken as something else than you mean."
        ),
        N_("Write yes or leave the cell empty, or write a condition."),
    ),
}
