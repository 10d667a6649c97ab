"""The steps of the notebook that cleans: reading and cleaning as recipe and decisions say."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from probono_kit import tables
from probono_kit.engagement.parameters.clean_data import CleanData


def read_step(p: CleanData) -> tables.TableRead:
    """Read the table of the parameters, as the recipe remembers it if there is one.

    Parameters
    ----------
    p : CleanData
        Checked parameters.

    Returns
    -------
    TableRead
        With the role of every row.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("clean_data", {"table": "sample:water-points/raw/points_eau.xlsx"})
    >>> len(read_step(p).frame)
    153
    >>> set_language("en")
    """
    recipe = recipe_of(p)
    return tables.read_with(recipe, p.table, sheet=p.sheet, header_row=p.header_row)


def clean_step(p: CleanData, read: tables.TableRead) -> tables.CleanTable:
    """Clean what was read: recipe, decisions of the review, then what the data propose.

    Parameters
    ----------
    p : CleanData
        Checked parameters.
    read : TableRead
        From :func:`read_step`.

    Returns
    -------
    CleanTable
        ``review`` holds what still waits for a person.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("clean_data", {"table": "sample:water-points/raw/points_eau.xlsx"})
    >>> clean = clean_step(p, read_step(p))
    >>> clean.counts["clean"]
    153
    >>> set_language("en")
    """
    decided = decisions_of(p)
    texts = [*p.text_columns]
    if tables.is_typed(p.table):
        known = tables.read_typed(p.table).frame
        texts += [str(name) for name in known if known[name].dtype == "str" and name not in texts]
    clean = tables.clean_table(
        read,
        text_columns=texts,
        language=p.language,
        recipe=recipe_of(p),
        decisions=decided,
        country=p.country,
    )
    proposed = tables.with_proposals(clean, decisions=decided, language=p.language)
    return replace(proposed, review=_without_places(proposed.review, p))


def _without_places(review: pd.DataFrame, p: CleanData) -> pd.DataFrame:
    """Leave out spellings of places that are matched to areas anyway: not a question twice."""
    if not p.areas:
        return review
    matched = review["question"].isin([p.place_column, p.code_column])
    return review[~(matched & (review["kind"] == "spelling"))].reset_index(drop=True)


def recipe_of(p: CleanData) -> tables.Recipe | None:
    """Return the recipe that the parameters name, if they name one, as far as it can be read.

    Its mistakes are told by the cleaning, together with what is wrong with it in the table.
    """
    return tables.draft_recipe(p.recipe) if p.recipe else None


def decisions_of(p: CleanData) -> tables.Decisions | None:
    """Return the decisions that the parameters name: a review workbook, or the CSV of them."""
    return tables.read_answers(p.review) if p.review else None
