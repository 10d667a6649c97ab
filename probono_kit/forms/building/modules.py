"""Ready sets of questions, such as consent, places, household, food security."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from probono_kit.findings import Findings
from probono_kit.forms.building.description import ChoiceText, Item, Texts
from probono_kit.resources import share_path

_FOLDER = "templates/forms"
_NOT_MODULES = ("phrases",)
_OWN = ("purpose", "source", "address", "licence", "translations", "rest_when")


@dataclass(frozen=True)
class Module:
    """A ready set of questions.

    Attributes
    ----------
    name : str
        As a description names it.
    title : dict
        By language.
    purpose : dict
        What it is for, by language.
    source : str
        The standard or document that its questions come from; ``probono-kit`` for its own.
    address : str
        Where the source is published.
    licence : str
        Under which terms the questions may be used.
    translations : mapping
        Language → ``"source"`` where the wording is the source's own, ``"working"`` where it was
        translated here and is to be compared with the source's own before use.
    rest_when : str
        Condition for everything that follows, such as consent; empty: none.
    items : tuple of Item
        Its questions.
    lists : mapping
        Lists of choices that they share.
    """

    name: str
    title: Texts
    purpose: Texts
    source: str
    address: str
    licence: str
    translations: Mapping[str, str]
    rest_when: str
    items: tuple[Item, ...]
    lists: Mapping[str, list[ChoiceText]]


def module_names() -> tuple[str, ...]:
    """Return the names of all modules.

    Examples
    --------
    >>> "consent" in module_names()
    True
    """
    files = sorted(share_path(_FOLDER).glob("*.yml"))
    return tuple(each.stem for each in files if each.stem not in _NOT_MODULES)


def form_modules() -> tuple[Module, ...]:
    """Return all modules, in the order of their names.

    Returns
    -------
    tuple of Module
        With their questions, sources and licences.

    Examples
    --------
    >>> {each.name: each.source for each in form_modules()}["functioning"]
    'Washington Group on Disability Statistics, Short Set on Functioning (WG-SS)'
    """
    return tuple(form_module(name) for name in module_names())


@lru_cache(maxsize=64)
def form_module(name: str) -> Module:
    """Return a module by its name.

    Raises
    ------
    KeyError
        If there is none.
    """
    from probono_kit.forms.building.reading import described_module

    if name not in module_names():
        raise KeyError(name)
    path = share_path(_FOLDER) / f"{name}.yml"
    description, own = described_module(path, _OWN)
    description.findings.raise_errors()
    return Module(
        name=name,
        title=description.title,
        purpose=own.get("purpose", {}),
        source=str(own.get("source", "probono-kit")),
        address=str(own.get("address", "")),
        licence=str(own.get("licence", "")),
        translations=dict(own.get("translations", {})),
        rest_when=str(own.get("rest_when", "")),
        items=description.items,
        lists=description.lists,
    )


def check_translations(
    modules: Mapping[str, Module], languages: tuple[str, ...], where: str, findings: Findings
) -> None:
    """Say which languages a module lacks, and where its wording is not the source's own."""
    for name, module in sorted(modules.items()):
        missing = tuple(each for each in languages if each not in module.translations)
        if missing:
            findings.add("form.build_module_untranslated", where, module=name, languages=missing)
        working = tuple(each for each in languages if module.translations.get(each) == "working")
        if working and "source" in module.translations.values():
            values: dict[str, Any] = {"module": name, "languages": working}
            findings.add("form.build_module_working", where, source=module.source, **values)
