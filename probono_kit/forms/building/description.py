"""What a form asks, as a person describes it: typed, nothing looked up yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from probono_kit.findings import Findings
from probono_kit.forms.building.words import KINDS, flag, kind_of, language_of
from probono_kit.yaml_files.explain import nearest, shown

#: A text by the code of its language; ``""`` where no language is named.
Texts = dict[str, str]


def _texts(value: object) -> object:
    match value:
        case str() | int() | float() if not isinstance(value, bool):
            return {"": str(value).strip()}
        case dict():
            known: Texts = {}
            for key, text in value.items():
                code = language_of(str(key)) if key else ""
                if code is None:
                    raise PydanticCustomError("form.describe_language", "", {"given": shown(key)})
                known[code] = str(text).strip()
            return known
    raise PydanticCustomError("engagement.text_needed", "")


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    said = flag(str(value))
    if said is None:
        raise PydanticCustomError("engagement.true_or_false_needed", "")
    return said


def _kind(value: object) -> object:
    kind = kind_of(str(value))
    if kind is None:
        near = nearest(str(value), KINDS) or "text"
        raise PydanticCustomError("form.describe_kind", "", {"near": near, "choices": tuple(KINDS)})
    return kind


def _text(value: object) -> object:
    # YAML reads 2026-05-31 as a day; it is written so in forms too.
    return str(value) if isinstance(value, str | int | float | datetime.date) else value


def _listed(value: object) -> object:
    if isinstance(value, str):
        return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
    return [str(part) for part in value] if isinstance(value, list) else value


def _personal(value: object) -> object:
    word = str(value).lower()
    if word.startswith("sensi"):
        return "sensitive"
    if word.startswith("perso") or value is True or flag(word):
        return "personal"
    if value is False or flag(word) is False:
        return ""
    raise PydanticCustomError(
        "engagement.not_a_choice",
        "",
        {"choices": ("yes", "sensitive", "no"), "near": "yes"},
    )


class ChoiceText(BaseModel):
    """One choice of a list.

    Attributes
    ----------
    name : str
        What the data hold; empty: made from the text.
    texts : dict
        What is shown, by language.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = ""
    texts: Texts


def _choice(value: object) -> object:
    """Read ``Oui``, ``{fr: Oui, en: Yes}``, ``{name: yes, fr: Oui}`` or ``{yes: Oui}``."""
    if isinstance(value, ChoiceText):
        return value
    if isinstance(value, dict):
        names = {key: text for key, text in value.items() if language_of(str(key)) is None}
        texts = {key: text for key, text in value.items() if key not in names}
        named = names.pop("name", names.pop("nom", ""))
        if not names and texts:
            return {"name": str(named), "texts": _texts(texts)}
        if len(names) == 1 and not texts:
            name, text = next(iter(names.items()))
            return {"name": str(named or name), "texts": _texts(text)}
        raise PydanticCustomError("form.describe_choice", "", {})
    return {"texts": _texts(value)}


def _choices(value: object) -> object:
    if isinstance(value, dict):
        return [_choice({name: text}) for name, text in value.items()]
    if isinstance(value, list):
        return [_choice(each) for each in value]
    if isinstance(value, str):
        return value
    raise PydanticCustomError("engagement.list_needed", "")


OneText = Annotated[str, BeforeValidator(_text)]
SomeTexts = Annotated[Texts, BeforeValidator(_texts)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Listed = Annotated[list[str], BeforeValidator(_listed)]
Choices = Annotated[list[ChoiceText] | str, BeforeValidator(_choices)]


class Item(BaseModel):
    """A question, a group, a repeat or a module, as it was described.

    Attributes
    ----------
    question, group, repeat : dict
        The text shown, by language; one of them, or `module`, says what the item is.
    module : str
        Name of a ready set of questions.
    name : str
        Name in the data; empty: made from the text.
    kind : str
        Kind of question, a key of :data:`~probono_kit.forms.building.words.KINDS`.
    choices : list of ChoiceText, or str
        What can be chosen, or the name of a shared list.
    when : str
        When it is asked, in simple words or as an expression; empty: always.
    required : bool or None
        Whether it must be answered; by default all but photos, sounds and files.
    hint : dict
        Advice to the person who asks, by language.
    minimum, maximum : str
        Limits of a number, or of a day; ``today`` is one.
    constraint : str
        Another limit, as an expression.
    message : dict
        Why an answer is refused, by language; empty: a sentence made from the limits.
    other, dont_know, refused : bool
        Whether these can be chosen beside the rest; “other” is then asked for. Where nothing is
        chosen, the answer may stay blank, and then it is asked why.
    alone : list of str
        Choices that cannot be combined with others.
    accuracy : str
        Metres that a position must be accurate to.
    appearance, default : str
        As in an XLSForm.
    calculation : str
        Expression of a calculated value.
    together : bool
        Whether a group stands on one screen.
    count : str
        How often a repeat is asked: a number, a question, or an expression.
    personal : str
        ``"personal"`` or ``"sensitive"`` where the answer leads to a person.
    purpose, seen_by, kept : dict
        Why it is asked, who sees it, until when it is kept, by language.
    source : str
        Standard that the question comes from.
    questions : list of Item
        What a group or a repeat holds.
    where : str
        File and line, or the cell.
    """

    model_config = ConfigDict(extra="forbid")

    question: SomeTexts = Field(default_factory=dict)
    group: SomeTexts = Field(default_factory=dict)
    repeat: SomeTexts = Field(default_factory=dict)
    module: OneText = ""
    name: OneText = ""
    kind: Annotated[str, BeforeValidator(_kind)] = ""
    choices: Choices = Field(default_factory=list)
    when: OneText = ""
    required: Flag | None = None
    hint: SomeTexts = Field(default_factory=dict)
    minimum: OneText = ""
    maximum: OneText = ""
    constraint: OneText = ""
    message: SomeTexts = Field(default_factory=dict)
    other: Flag = False
    dont_know: Flag = False
    refused: Flag = False
    alone: Listed = Field(default_factory=list)
    accuracy: OneText = ""
    appearance: OneText = ""
    calculation: OneText = ""
    default: OneText = ""
    together: Flag = False
    count: OneText = ""
    personal: Annotated[str, BeforeValidator(_personal)] = ""
    purpose: SomeTexts = Field(default_factory=dict)
    seen_by: SomeTexts = Field(default_factory=dict)
    kept: SomeTexts = Field(default_factory=dict)
    source: OneText = ""
    questions: list[Item] = Field(default_factory=list)
    where: str = ""

    @property
    def texts(self) -> Texts:
        """What is shown of it."""
        return self.question or self.group or self.repeat

    def walk(self) -> Iterator[Item]:
        """Yield the item and everything in it."""
        yield self
        for each in self.questions:
            yield from each.walk()


@dataclass(frozen=True)
class Description:
    """A form as a person describes it.

    Attributes
    ----------
    title : dict
        Title by language.
    name : str
        Identifier of the form on the server.
    version : str
        Raised with every change.
    languages : tuple of str
        Codes; the form opens in the first.
    items : tuple of Item
        What is asked, in order.
    metadata : mapping
        What the form records by itself (``start``, ``end``, ``today``, ``deviceid``, ``audit``…)
        → for what purpose, by language.
    instance_name : str
        Names of questions, or an expression, that name a submission; empty: the form's own.
    areas : str
        File with the areas of the place question, relative to the description; empty: none.
    country : str
        Country whose areas are taken, ISO code of three letters.
    most_choices : int
        Above so many, areas go into a file beside the form.
    lists : mapping
        Lists of choices that several questions share.
    file : str
        Where it was read, for findings.
    findings : Findings
        What reading met.
    """

    title: Texts
    name: str
    version: str = "1"
    languages: tuple[str, ...] = ("en",)
    items: tuple[Item, ...] = ()
    metadata: Mapping[str, Texts] = field(default_factory=dict)
    instance_name: str = ""
    areas: str = ""
    country: str = ""
    most_choices: int = 500
    lists: Mapping[str, list[ChoiceText]] = field(default_factory=dict)
    file: str = ""
    findings: Findings = field(default_factory=Findings)

    def walk(self) -> Iterator[Item]:
        """Yield every item, groups before what they hold."""
        for each in self.items:
            yield from each.walk()


def said(texts: Mapping[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    """Return a text in each of `languages`, the nearest one where it is not translated.

    Examples
    --------
    >>> said({"": "Âge"}, ("fr", "en"))
    {'fr': 'Âge', 'en': 'Âge'}
    >>> said({"en": "Age", "fr": "Âge"}, ("fr", "ar"))
    {'fr': 'Âge', 'ar': 'Age'}
    """
    own = texts.get(languages[0]) or texts.get("") or ""
    rest = texts.get("en") or own or next(iter(texts.values()), "")
    first = own or rest
    return {
        each: texts.get(each) or (rest if each != languages[0] else first) for each in languages
    }


def untranslated(texts: Mapping[str, str], languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages in which a text is not said; its first one may be unnamed."""
    if not any(texts.values()):
        return ()
    has_own = bool(texts.get(languages[0]) or texts.get(""))
    missing = [each for each in languages[1:] if not texts.get(each)]
    return tuple(([] if has_own else [languages[0]]) + missing)


def as_plain(model: Item) -> dict[str, Any]:
    """Return what is said of an item, without what is not."""
    return model.model_dump(exclude_defaults=True)
