"""What exploring leaves behind: the page for the NGO, a workbook of figures, maps."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd

from probono_kit.engagement.explore_table import ExploreInputs
from probono_kit.engagement.form_labels import form_labels
from probono_kit.engagement.parameters import ExploreData
from probono_kit.explore.page import TITLE, PageAbout, write_explore_page
from probono_kit.explore.page_parts import certainty_word
from probono_kit.explore.pivot import write_pivot_workbook
from probono_kit.explore.profile import Profile
from probono_kit.explore.report import AREA_COLUMNS, Exploration, Words
from probono_kit.files import file_name
from probono_kit.findings import Findings
from probono_kit.i18n import gettext as _
from probono_kit.maps import draw_static
from probono_kit.run.outputs import Output, Outputs, Role
from probono_kit.run.save import Saved, as_output, shareable


def words_of(p: ExploreData) -> Words:
    """Return how the readers of a page are spoken to."""
    called = {**form_labels(p.form, p.language).columns, **p.names}
    return Words(p.language, p.unit, called)


def insights_table(found: Exploration, p: ExploreData, most: int = 40) -> pd.DataFrame:
    """Return what there is to say as a table, what matters most first.

    Parameters
    ----------
    found : Exploration
        From :func:`probono_kit.engagement.found_step`.
    p : ExploreData
        Checked parameters.
    most : int
        So many rows at most.

    Returns
    -------
    pandas.DataFrame
        Sentence, how sure, records behind it, whether it may leave.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx", "columns": ["Région"]}
    >>> given |= {"language": "en"}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> inputs = engagement.explore_inputs(p)
    >>> columns = engagement.profile_step(p, inputs)
    >>> areas = engagement.area_step(p, inputs, columns)
    >>> links = engagement.relation_step(p, inputs, columns)
    >>> found = engagement.found_step(p, inputs, columns, links, areas, [])
    >>> list(insights_table(found, p).columns)
    ['finding', 'sure', 'rows', 'may leave']
    """
    language = p.language
    may = {*p.columns, *AREA_COLUMNS, "distance_km"}
    return pd.DataFrame(
        [
            {
                "finding": words_of(p).say(one),
                "sure": certainty_word(one.certainty, language),
                "rows": one.rows,
                "may leave": {*one.columns} <= may,
            }
            for one in found.ranked(p.outcome)[:most]
        ]
    )


def columns_table(columns: Profile, p: ExploreData) -> pd.DataFrame:
    """Return the columns with what they are for and what is missing.

    Parameters
    ----------
    columns : Profile
        From :func:`probono_kit.engagement.profile_step`.
    p : ExploreData
        Checked parameters.

    Returns
    -------
    pandas.DataFrame
        One row per column.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx", "columns": ["Région"]}
    >>> given |= {"language": "en"}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> columns = engagement.profile_step(p, engagement.explore_inputs(p))
    >>> columns_table(columns, p)["kind"].head(3).tolist()
    ['code', 'place', 'place']
    """
    return pd.DataFrame(
        [
            {
                "column": each.name,
                "kind": each.role.label(p.language),
                "filled": each.filled,
                "missing": each.missing,
                "says": next((words_of(p).say(one) for one in each.insights), ""),
            }
            for each in columns.columns.values()
        ]
    )


def save_exploration(found: Exploration, inputs: ExploreInputs, p: ExploreData) -> Saved:
    """Write the page, the workbook and the maps, about nothing but the brief's columns.

    Parameters
    ----------
    found : Exploration
        From :func:`probono_kit.engagement.found_step`.
    inputs : ExploreInputs
        From :func:`probono_kit.engagement.explore_inputs`.
    p : ExploreData
        Checked parameters.

    Returns
    -------
    Saved
        A workbook with everything (it does not leave), then what may leave.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx", "columns": ["Région"]}
    >>> given |= {"language": "en"}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> import tempfile
    >>> given |= {"output_folder": tempfile.mkdtemp()}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> inputs = engagement.explore_inputs(p)
    >>> columns = engagement.profile_step(p, inputs)
    >>> areas = engagement.area_step(p, inputs, columns)
    >>> links = engagement.relation_step(p, inputs, columns)
    >>> found = engagement.found_step(p, inputs, columns, links, areas, [])
    >>> [made.path.rpartition(".")[2] for made in save_exploration(found, inputs, p).outputs]
    ['xlsx', 'html', 'xlsx']
    """
    folder, language, findings = Path(p.output_folder), p.language, Findings()
    stem = file_name(Path(p.table).stem.removesuffix("-work")) + "-explored"
    outputs = Outputs()
    work = folder / f"{stem}-work.xlsx"
    everything = [*map(str, inputs.table.frame.columns), *AREA_COLUMNS]
    words = words_of(p)
    findings += write_pivot_workbook(found, everything, work, outcome=p.outcome, words=words)
    title = _("Figures of all columns", language)
    outputs.append(as_output(work, Role.TABLE, title, p, deliver=False))
    allowed = shareable(inputs.table.frame, p)
    if not allowed:
        findings.add("save.nothing_to_share", Path(p.table).name)
        return Saved(outputs, findings)
    outputs.append(_page(found, allowed, stem, p))
    title = _("Figures", language)
    workbook = folder / f"{file_name(f'{stem}-{title}')}.xlsx"
    findings += write_pivot_workbook(found, allowed, workbook, outcome=p.outcome, words=words)
    text = _("One figure per row, ready for pivot tables.", language)
    outputs.append(as_output(workbook, Role.REPORT, title, p, text))
    if set(allowed) >= AREA_COLUMNS:
        for number, model in enumerate(found.maps, 1):
            for path in draw_static(model, folder, f"{stem}-map-{number}", ("pdf", "png")):
                made = as_output(path, Role.MAP, model.title, p, model.alt_text)
                outputs.append(made)
    return Saved(outputs, findings)


def _page(found: Exploration, allowed: list[str], stem: str, p: ExploreData) -> Output:
    title = _(TITLE, p.language)
    path = Path(p.output_folder) / f"{file_name(f'{stem}-{title}')}.html"
    about = PageAbout(
        question=p.question,
        unit=p.unit,
        ngo=p.ngo,
        contact=p.contact,
        source=p.source,
        licence=p.licence,
        data_date=p.data_date,
        produced=datetime.date.fromisoformat(p.produced) if p.produced else None,
        disclaimer=p.disclaimer,
        file=Path(p.table).stem.removesuffix("-work"),
        labels=words_of(p).labels,
        limits=tuple(p.limits),
    )
    headline = write_explore_page(
        found, allowed, path, about, outcome=p.outcome, language=p.language
    )
    return as_output(path, Role.REPORT, title, p, headline)
