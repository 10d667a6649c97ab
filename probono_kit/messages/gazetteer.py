"""Findings about lists of places and towns."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "gazetteer.unknown_format": Message(
        ERROR,
        N_("Lists of places ending in “{ending}” cannot be read."),
        N_("Save it as a workbook or CSV. What can be read: {endings}."),
    ),
    "gazetteer.unreadable": Message(
        ERROR,
        N_(
            "The workbook with the list of places cannot be opened: it is damaged or "
            "something else."
        ),
        N_("Open it in Excel or LibreOffice and save it again."),
    ),
    "gazetteer.not_unicode": Message(
        WARNING,
        N_("The list is not in Unicode: its letters were read as those of Western Europe."),
        N_("If names look wrong, save it as “CSV UTF-8” in Excel or LibreOffice."),
    ),
    "gazetteer.quotes": Message(
        ERROR,
        N_("A cell of the list has more than {limit} characters: a quotation mark may be missing."),
        N_("Open the list in Excel or LibreOffice, look at the long cell, and save it again."),
    ),
    "gazetteer.too_many_rows": Message(
        ERROR,
        N_("A list of places with more than {limit} rows is not read."),
        N_("Take out what is no list of places, or keep one country."),
    ),
    "gazetteer.no_list": Message(
        ERROR,
        N_("No columns of codes and names of places were recognised. The columns are: {columns}."),
        N_("Call the columns code and name (and level, parent code, if there are several levels)."),
    ),
    "gazetteer.no_such_level": Message(
        ERROR,
        N_("The list has no places of level {level}."),
        N_("Ask for one of its levels: {levels}."),
    ),
    "gazetteer.levels_by_words": Message(
        NOTE,
        N_(
            "The levels were told by the headers and the number of places, coarsest first: "
            "{columns}."
        ),
        N_("If the order is wrong, call the columns adm1_name, adm1_pcode, adm2_name…"),
    ),
    "gazetteer.parents_by_code": Message(
        NOTE,
        N_("The list names no parents: they were told by the beginnings of the codes ({count})."),
        N_("Nothing to do, if the codes are made so."),
    ),
    "gazetteer.nameless": Message(
        WARNING,
        N_("Places without a name, left out: {count} ({codes})."),
        N_("If they matter, give them a name in the list."),
    ),
    "gazetteer.no_codes": Message(
        NOTE,
        N_("The list has no codes: the names of its places stand for them."),
        N_("Use a list with P-codes if there is one; the country's COD-AB on HDX has them."),
    ),
    "gazetteer.codes_missing": Message(
        WARNING,
        N_("Places without a code, their name stands for it: {count} ({names})."),
        N_("If they matter, give them a code in the list."),
    ),
    "gazetteer.code_twice": Message(
        WARNING,
        N_(
            "Codes that stand for several names; the first is kept, the others are other names: "
            "{count} ({names})."
        ),
        N_("Look which name is right, and correct the list."),
    ),
    "gazetteer.two_parents": Message(
        WARNING,
        N_(
            "Places that the list puts into several parents; they have none here: {count} "
            "({names})."
        ),
        N_("Look which parent is right, and correct the list."),
    ),
    "gazetteer.orphans": Message(
        WARNING,
        N_("Places whose parent is not in the list: {count} ({names})."),
        N_("Correct the code of the parent, or add the parent to the list."),
    ),
    "gazetteer.name_twice": Message(
        WARNING,
        N_(
            "Places with the same name under one parent; names alone will not tell them apart: "
            "{count} ({names})."
        ),
        N_("Nothing to do if both exist: tables need the code. Else take one out of the list."),
    ),
    "gazetteer.prefix": Message(
        WARNING,
        N_(
            "Places whose code does not begin with that of their parent, unlike those of the "
            "others: {count} ({names})."
        ),
        N_("Look whether code or parent is wrong, and correct the list."),
    ),
    "gazetteer.no_towns": Message(
        ERROR,
        N_("There are no towns for the country “{country}”."),
        N_("Write the ISO code of the country, three letters, such as TCD."),
    ),
}
