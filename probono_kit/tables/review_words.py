"""The words of the review workbook, in the reader's language."""

from __future__ import annotations

from probono_kit.findings import N_
from probono_kit.i18n import LANGUAGES, gettext
from probono_kit.tables.decisions import Answer

#: Headings of the columns, by their name in the first, hidden row.
HEADS = {
    "question": N_("Column"),
    "cell": N_("Cell"),
    "uuid": N_("Record"),
    "count": N_("Rows"),
    "old_value": N_("What stands there"),
    "proposal": N_("Proposal"),
    "score": N_("How sure"),
    "issue": N_("Why look at it"),
    "decision": N_("Decision"),
    "new_value": N_("Other value"),
    "comment": N_("Reason or remark"),
    "by": N_("Decided by"),
    "kind": N_("Kind"),
    "check_id": N_("Rule"),
    "row": N_("Row"),
    "key": N_("Key"),
}
SHEETS = {
    "type": N_("Other kind"),
    "check": N_("Checks"),
    "spelling": N_("Spellings"),
    "duplicate": N_("Twice"),
    "dependency": N_("Belongs together"),
    "drift": N_("New in this file"),
    "interview": N_("Interviews"),
    "answer": N_("Answers to recode"),
}
WORDS = {
    Answer.ACCEPT: N_("accept the proposal"),
    Answer.KEEP: N_("keep as it is"),
    Answer.OTHER: N_("other value"),
    Answer.ASK: N_("ask"),
    Answer.REMOVE: N_("remove the row"),
}
ABOUT = {
    "type": N_("The cell is not what the rest of its column is; it was left empty for now."),
    "check": N_("The cell breaks a rule; it was not changed."),
    "spelling": N_("Two spellings that may mean the same; the decision holds for all such cells."),
    "duplicate": N_("Two rows that may be the same record; none was removed."),
    "dependency": N_(
        "Rows that differ from what their group says; none was changed, and the decision holds for"
        " all of them."
    ),
    "drift": N_("The file differs from earlier ones: a column, or a value, that is not known."),
    "interview": N_(
        "Something about the interview is worth a look; “keep as it is” means that it is right, and"
        " with a reason it is not asked again."
    ),
    "answer": N_("What was written as “other” is one of the choices; nothing was changed."),
}
INSTRUCTIONS = (
    N_("What waits for your decision"),
    N_(
        "Each sheet lists cells of the table that somebody who knows the place should look at."
        " Nothing was guessed: what you leave open stays as it is and is asked again."
    ),
    N_("1. Go through the sheets. Grey cells are for reading, the others for writing."),
    N_("2. Choose a decision from the list that opens in the cell “Decision”."),
    N_("3. For “other value”, write the right value beside it."),
    N_("4. Write who decided and why: that stays with the data."),
    N_("5. Save the file and send it back. You may leave rows open."),
)
TITLE = N_("How to use this file")
CHOOSE = N_("Please choose one of the list.")


def answer_of(word: str) -> Answer | None:
    """Return the decision that a word of the list stands for, in any language.

    Examples
    --------
    >>> answer_of("Garder tel quel "), answer_of("keep as it is"), answer_of("peut-être")
    (<Answer.KEEP: 'keep'>, <Answer.KEEP: 'keep'>, None)
    """
    wanted = " ".join(word.split()).casefold()
    for answer, text in WORDS.items():
        if wanted in {answer.value, *(gettext(text, lang).casefold() for lang in LANGUAGES)}:
            return answer
    return None
