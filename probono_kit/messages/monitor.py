"""Sentences about submissions that somebody should look at, and what keeps a check from being made.

A sentence says what was seen, never why: an interview may be short for a good reason.
"""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message
from probono_kit.messages.sentence import NN_, Sentence

MESSAGES = {
    "monitor.no_column": Message(
        WARNING,
        N_("The submissions have no column “{column}”; what needs it is not checked."),
        N_("Write the name as in the first row of the export, or leave the setting out."),
    ),
    "monitor.no_state": Message(
        ERROR,
        N_("This is not the state of an earlier monitoring."),
        N_("Take the file that the last monitoring wrote, or none on the first day."),
    ),
    "monitor.no_okay": Message(
        ERROR,
        N_("The list of what is okay lacks columns: {columns}."),
        N_("It needs the columns id and reason; the ids are those of the table of issues."),
    ),
    "monitor.okay_without_reason": Message(
        WARNING,
        N_("Issues that are called okay without a reason go on being told: {ids}."),
        N_("Say in a few words why: in a month nobody remembers."),
    ),
    "monitor.rule_not_checked": Message(
        WARNING,
        N_("The rule of “{question}” could not be worked out, so nobody was checked against it."),
        N_("Look at its constraint in the form; the check of forms says more."),
    ),
    "monitor.no_submissions": Message(
        ERROR,
        N_("No file with submissions is named."),
        N_("Name the exports under inputs, as submissions."),
    ),
    "monitor.nothing": Message(
        ERROR,
        N_("There are no submissions until this day."),
        N_("Check the day and the file."),
    ),
    "monitor.page_hides": Message(
        NOTE,
        N_("Columns that the brief does not share stay off the page: {columns}."),
        N_("Name them under columns_to_share if the readers of the page may see them."),
    ),
}

SENTENCES = {
    # Twice
    "monitor.duplicate_key": Sentence(
        N_("The same submission stands there twice (first of {first_day}).")
    ),
    "monitor.duplicate_identity": Sentence(
        N_("“{asked}” is the same as in the interview of {other_enumerator} on {other_day}.")
    ),
    "monitor.duplicate_start": Sentence(
        N_("The same device began another interview at the same moment ({time}).")
    ),
    "monitor.near_copy": Sentence(
        N_(
            "{share} of the answers are the same as in the interview of {other_enumerator} on"
            " {other_day}."
        )
    ),
    # When
    "monitor.end_before_start": Sentence(
        N_("The interview ended ({end}) before it began ({start}): the clock was changed.")
    ),
    "monitor.short": Sentence(
        N_(
            "The interview took {minutes} minutes; with {answers} answers, {usual} are usual and"
            " less than {limit} is rare."
        )
    ),
    "monitor.short_limit": Sentence(
        N_("The interview took {minutes} minutes; at least {limit} are expected.")
    ),
    "monitor.long": Sentence(
        N_(
            "The interview took {minutes} minutes; with {answers} answers, {usual} are usual and"
            " more than {limit} is rare."
        )
    ),
    "monitor.long_limit": Sentence(
        N_("The interview took {minutes} minutes; at most {limit} are expected.")
    ),
    "monitor.night": Sentence(N_("The interview began at {time}, at night.")),
    "monitor.late": Sentence(
        *NN_(
            "The interview arrived {days} day after it was made.",
            "The interview arrived {days} days after it was made.",
        ),
        by="days",
    ),
    "monitor.wrong_date": Sentence(
        N_(
            "The interview is dated {date}, outside the days of collection or after its arrival"
            " ({received})."
        )
    ),
    "monitor.overlap": Sentence(
        N_("The interview began at {time}, while another one of the same person ran until {end}.")
    ),
    "monitor.old_version": Sentence(
        N_("The form was version {version}; since {date} there is {newest}.")
    ),
    "monitor.old_version_shared": Sentence(
        N_("The form was an older one than that which is out since {date}.")
    ),
    # Who
    "monitor.nobody": Sentence(N_("The interview does not say who made it ({asked}).")),
    "monitor.refusals": Sentence(
        N_("People refuse {enumerator} in {share} of interviews, the others in {others}.")
    ),
    "monitor.dont_know": Sentence(
        N_(
            "{enumerator} notes “don't know” in {share} of answers, the others in {others}; most"
            " often: {questions}."
        )
    ),
    "monitor.no_answer": Sentence(
        N_(
            "{enumerator} notes “no answer” in {share} of answers, the others in {others}; most"
            " often: {questions}."
        )
    ),
    "monitor.other_rate": Sentence(
        N_(
            "{enumerator} notes “other” in {share} of answers, the others in {others}; most"
            " often: {questions}."
        )
    ),
    "monitor.straight_lines": Sentence(
        N_(
            "With {enumerator}, blocks of like questions are answered alike all through in"
            " {share}, with the others in {others}."
        )
    ),
    "monitor.busy_day": Sentence(
        N_("{enumerator} made {count} interviews on {day}; {usual} a day are usual.")
    ),
    "monitor.productivity": Sentence(
        N_("{enumerator} makes {mean} interviews a day, over {days} days; {usual} are usual.")
    ),
    "monitor.low_productivity": Sentence(
        N_("{enumerator} makes only {mean} interviews a day, over {days} days; {usual} are usual.")
    ),
    "monitor.silent": Sentence(
        *NN_(
            "Nothing came from {enumerator} on the last {days} day; the last interview is of"
            " {last}.",
            "Nothing came from {enumerator} on the last {days} days; the last interview is of"
            " {last}.",
        ),
        by="days",
    ),
    # Answers
    "monitor.straight_line": Sentence(
        N_(
            "All {count} answers from “{first}” to “{last}” are the same ({answer}); so in {share}"
            " of interviews."
        )
    ),
    "monitor.outlier": Sentence(
        N_(
            "“{asked}” is {number}{unit}; nearly all lie between {lower} and {upper}{unit}, half"
            " below {middle}."
        )
    ),
    "monitor.constraint": Sentence(N_("“{asked}” is {answer}, against the form's rule: {rule}.")),
    "monitor.required_empty": Sentence(N_("“{asked}” was to be answered and is empty.")),
    "monitor.not_asked": Sentence(
        N_("“{asked}” has the answer {answer} though it was not to be asked.")
    ),
    "monitor.not_asked_many": Sentence(
        N_(
            "“{asked}” was not to be asked in {share} of its answers; form and file may not belong"
            " together."
        )
    ),
    "monitor.other_recode": Sentence(
        N_("“{asked}”: “{text}” was written as other, and is the choice {choice}.")
    ),
    "monitor.other_frequent": Sentence(
        *NN_(
            "“{asked}”: “{text}” was written as other {count} time; it might become a choice.",
            "“{asked}”: “{text}” was written as other {count} times; it might become a choice.",
        ),
        by="count",
    ),
    # Where
    "monitor.gps_missing": Sentence(N_("The interview has no position ({asked}).")),
    "monitor.gps_imprecise": Sentence(
        N_("The position is precise to {metres} m only; {limit} m or better is wanted.")
    ),
    "monitor.gps_outside": Sentence(N_("The position ({asked}) lies outside the area.")),
    "monitor.gps_elsewhere": Sentence(
        N_("The interview says {stated}, its position lies in {actual}.")
    ),
    "monitor.gps_stacked": Sentence(
        *NN_(
            "{count} other interview was made on the same spot, within {metres} m.",
            "{count} other interviews were made on the same spot, within {metres} m.",
        ),
        by="count",
    ),
    # Progress
    "monitor.behind": Sentence(
        N_("{stratum}: {done} of {target} interviews are done; {due} were due by now.")
    ),
    "monitor.too_many": Sentence(
        N_("{stratum}: {done} interviews are done, more than the {target} of the sample.")
    ),
    "monitor.not_in_sample": Sentence(
        N_("{stratum}: {done} interviews were made in a stratum that is not in the sample.")
    ),
    # Second visits
    "monitor.second_visit": Sentence(
        N_("“{asked}”: the interview says {first}, the second visit {second}.")
    ),
    "monitor.second_visits": Sentence(
        N_(
            "With {enumerator}, second visits contradict {share} of the answers, with the others"
            " {others}."
        )
    ),
}

#: What the checks are called on the page and in the workbook, by the name of the check.
NAMES = {
    "duplicate_key": N_("Submission twice"),
    "duplicate_identity": N_("Same household or person"),
    "duplicate_start": N_("Same device at the same moment"),
    "near_copy": N_("Nearly the same answers"),
    "end_before_start": N_("Ended before it began"),
    "short": N_("Very short"),
    "short_limit": N_("Very short"),
    "long": N_("Very long"),
    "long_limit": N_("Very long"),
    "night": N_("At night"),
    "late": N_("Arrived late"),
    "wrong_date": N_("Wrong date"),
    "overlap": N_("Two interviews at once"),
    "old_version": N_("Old version of the form"),
    "nobody": N_("Nobody named"),
    "refusals": N_("Many refusals"),
    "dont_know": N_("Much “don't know”"),
    "no_answer": N_("Much “no answer”"),
    "other_rate": N_("Much “other”"),
    "straight_lines": N_("Many straight lines"),
    "busy_day": N_("Many interviews in a day"),
    "productivity": N_("Many interviews a day"),
    "low_productivity": N_("Few interviews a day"),
    "silent": N_("Fallen silent"),
    "straight_line": N_("Straight line"),
    "outlier": N_("Number far from the others"),
    "constraint": N_("Against a rule of the form"),
    "required_empty": N_("Required and empty"),
    "not_asked": N_("Answered though not asked"),
    "not_asked_many": N_("Answered though not asked"),
    "other_recode": N_("“Other” that is a choice"),
    "other_frequent": N_("Frequent “other”"),
    "gps_missing": N_("No position"),
    "gps_imprecise": N_("Imprecise position"),
    "gps_outside": N_("Position outside the area"),
    "gps_elsewhere": N_("Position in another area"),
    "gps_stacked": N_("Many on one spot"),
    "behind": N_("Behind the sample"),
    "too_many": N_("More than the sample"),
    "not_in_sample": N_("Not in the sample"),
    "second_visit": N_("Second visit differs"),
    "second_visits": N_("Many differences in second visits"),
}
