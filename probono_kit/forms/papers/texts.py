"""The texts of a form that people read, each with its place; the same text once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from probono_kit.forms.model import Choice, Form, Question
from probono_kit.forms.papers.languages import Tongues
from probono_kit.forms.words import SILENT, TRANSLATED

#: Files that a text may have; without a language they go with every language.
MEDIA = ("image", "audio", "video", "big-image")
#: A cell holds 32,767 characters; places beyond go into another row.
_MOST = 30_000


@dataclass(frozen=True, slots=True)
class FormText:
    """A text of a form.

    Parameters
    ----------
    place : str
        Its stable key: ``survey/age/label``, ``choices/yes_no/yes/label``.
    sheet : str
        ``"survey"`` or ``"choices"``.
    key : str
        ``"label"``, ``"hint"``…
    owner : Question or Choice
        Whose text it is.
    texts : mapping
        The text in each language, ``""`` where there is none.
    """

    place: str
    sheet: str
    key: str
    owner: Question | Choice
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextGroup:
    """One text with all its places.

    Parameters
    ----------
    texts : tuple of FormText
        The places, in the order of the form; the texts are the same in all languages.
    """

    texts: tuple[FormText, ...]

    @property
    def first(self) -> FormText:
        """The first place."""
        return self.texts[0]

    @property
    def key(self) -> str:
        """All places, one per line."""
        return "\n".join(each.place for each in self.texts)


def plain(text: str) -> str:
    """Return a text as it is compared: line ends of one sort, no spaces around it.

    Examples
    --------
    >>> plain(" a\\r\\nb ")
    'a\\nb'
    """
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def texts_of(form: Form, tongues: Tongues) -> Iterator[FormText]:
    """Yield the texts of a form as an interview meets them: choices behind their first question.

    Parameters
    ----------
    form : Form
        The form.
    tongues : Tongues
        Languages to look into.
    """
    told: set[str] = set()
    again: dict[str, int] = {}
    for question in form.questions:
        if question.kind not in SILENT:
            name = question.name if len(form.by_name.get(question.name, "")) == 1 else question.path
            yield from _of(form, question, "survey", f"survey/{name}", tongues, again)
        if question.is_select and question.list_name not in told:
            told.add(question.list_name)
            for choice in form.lists.get(question.list_name, ()):
                yield from _of_choice(form, choice, tongues, again)
    for name, choices in form.lists.items():
        for choice in choices if name not in told else ():
            yield from _of_choice(form, choice, tongues, again)


def _of_choice(
    form: Form, choice: Choice, tongues: Tongues, again: dict[str, int]
) -> Iterator[FormText]:
    place = f"choices/{choice.list_name}/{choice.name}"
    return _of(form, choice, "choices", place, tongues, again)


def _of(
    form: Form,
    owner: Question | Choice,
    sheet: str,
    place: str,
    tongues: Tongues,
    again: dict[str, int],
) -> Iterator[FormText]:
    again[place] = again.get(place, 0) + 1
    if again[place] > 1:
        place = f"{place}#{again[place]}"
    for key in TRANSLATED:
        if key in MEDIA and not any(c.key == key and c.language for c in form.columns[sheet]):
            continue
        texts = {each: plain(tongues.text(owner.row, key, each)) for each in tongues.both}
        if any(texts.values()):
            yield FormText(f"{place}/{key}", sheet, key, owner, texts)


def together(texts: Iterator[FormText]) -> list[TextGroup]:
    """Return texts that are the same in every language as one, in the order of the first.

    Parameters
    ----------
    texts : iterator of FormText
        From :func:`texts_of`.
    """
    groups: dict[tuple[str, ...], list[FormText]] = {}
    sizes: dict[tuple[str, ...], int] = {}
    for each in texts:
        same = (each.sheet, each.key, *each.texts.values())
        sizes[same] = sizes.get(same, 0) + len(each.place) + 1
        groups.setdefault((*same, str(sizes[same] // _MOST)), []).append(each)
    return [TextGroup(tuple(group)) for group in groups.values()]
