"""Whether rows after a blank one open another table: its title, its header, its own columns."""

from __future__ import annotations

from collections.abc import Sequence

from probono_kit.tables.cells import cell_text, fold, is_blank
from probono_kit.tables.header_words import header_share
from probono_kit.tables.looks import Look, is_year, look
from probono_kit.tables.roles import is_derived_word, is_note, is_page_number
from probono_kit.tables.sheets import Sheet

_ROWS = 30
_TYPED = 0.7

#: What must come together before rows are another table; see :func:`opens_table`.
_ENOUGH = 3


def title_rows(sheet: Sheet, top: int, bottom: int) -> int:
    """Count the rows with a single text at the top of a block of rows.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    top, bottom : int
        The block.

    Returns
    -------
    int
        Four at most are counted.
    """
    count = 0
    for row in range(top, min(bottom, top + 3) + 1):
        filled = [cell for cell in sheet.row(row) if not is_blank(cell)]
        text = filled[0] if len(filled) == 1 else None
        if not isinstance(text, str) or is_page_number(text):
            break
        count += 1
    return count


def opens_table(
    sheet: Sheet,
    above: tuple[int, int],
    block: tuple[int, int],
    *,
    titled: bool,
    inside: bool = False,
) -> bool:
    """Tell whether the first row of `block` is the header of another table.

    Evidence is added up: figures or dates under words (2), a title (1), other columns filled than
    above (1), words that name columns (1; all of them, under a title: 2), words where the table
    above has figures (1). The same header again is another table under a title of its own, else
    the next page of the same.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    above : (int, int)
        Rows of the table above.
    block : (int, int)
        Rows of the block, titles left out.
    titled : bool
        Whether a title stands above the block.
    inside : bool
        Whether no blank row parts it from what is above; more evidence is wanted then.
    """
    first, last = block
    head = _filled(sheet.row(first))
    if len(head) < 2 or not all(map(_may_name, head.values())):
        return False
    texts = [fold(cell_text(cell) or "") for cell in head.values()]
    opening = str(next(iter(head.values())))
    if len(set(texts)) < len(texts) or is_derived_word(opening) or is_note(opening):
        return False
    rows = [sheet.row(row) for row in range(first + 1, min(last, first + _ROWS) + 1)]
    body = [row for row in rows if len(_filled(row)) > 1]
    before = _table_above(sheet, *above)
    if not body or not before:
        return False
    if (again := _header_above(before, head)) is not None:
        return titled and again
    typed = _typed(body)
    evidence = 2 * bool(typed & set(head)) + titled
    evidence += _columns(body) != _columns(before[1:])
    named = header_share(texts)
    evidence += (named >= 0.5) + (titled and named == 1 and len(texts) > 2)
    typed_above = _typed(before[1:])
    evidence += len(typed_above & set(head)) * 2 >= len(typed_above) > 0
    return evidence >= (_ENOUGH + inside) and typed <= set(head)


def _filled(row: Sequence[object]) -> dict[int, object]:
    return {i: cell for i, cell in enumerate(row) if not is_blank(cell)}


def _may_name(cell: object) -> bool:
    kind = look(cell)
    return kind in (Look.LABEL, Look.DATE) or is_year(cell_text(cell) or "")


def _table_above(sheet: Sheet, top: int, bottom: int) -> Sequence[Sequence[object]]:
    """Return rows of the table above, the first being its header; empty if there is none."""
    rows = [sheet.row(row) for row in range(top, min(bottom, top + 3 * _ROWS) + 1)]
    wide = [row for row in rows if len(_filled(row)) > 1]
    for number, row in enumerate(wide[:-1]):
        if _may_head(_filled(row), wide[number + 1 :]):
            return wide[number:]
    return []


def _may_head(head: dict[int, object], body: Sequence[Sequence[object]]) -> bool:
    """Tell the header of a table from a fact in two cells, such as “Date | 12/03/2024”."""
    if not all(map(_may_name, head.values())) or str(next(iter(head.values()))).endswith(":"):
        return False
    days = [i for i, cell in head.items() if look(cell) is Look.DATE]
    if days and len(days) <= days[-1] - days[0]:
        return False
    named = header_share([fold(cell_text(cell) or "") for cell in head.values()])
    typed = bool(_typed(body) & set(head))
    if len(head) == 2:
        return named == 1 or (typed and len(body) > 2)
    return len(head) > 2 and (typed or named > 0.5 or len(body) > 2)


def _header_above(before: Sequence[Sequence[object]], head: dict[int, object]) -> bool | None:
    """Tell whether a header is the one above again; None if it is another."""
    texts = {i: fold(cell_text(cell) or "") for i, cell in head.items()}
    same = {i: fold(cell_text(cell) or "") for i, cell in _filled(before[0]).items()} == texts
    return True if same else None


def _typed(rows: Sequence[Sequence[object]]) -> set[int]:
    """Return the columns that hold mostly numbers or dates."""
    found = set()
    for position in range(len(rows[0]) if rows else 0):
        looks = [look(row[position]) for row in rows]
        filled = [each for each in looks if each not in (Look.EMPTY, Look.MISSING)]
        values = sum(each in (Look.NUMBER, Look.DATE) for each in filled)
        if filled and values >= _TYPED * len(filled):
            found.add(position)
    return found


def _columns(rows: Sequence[Sequence[object]]) -> set[int]:
    return {i for row in rows for i in _filled(row)}
