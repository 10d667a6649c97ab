"""From what is described to what the form holds: modules put in, names given, conditions read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from probono_kit.findings import Findings
from probono_kit.forms.building.conditions import (
    Scope,
    Target,
    condition,
    expression_problem,
)
from probono_kit.forms.building.description import (
    ChoiceText,
    Description,
    Item,
    untranslated,
)
from probono_kit.forms.building.limits import limit_problems
from probono_kit.forms.building.modules import (
    Module,
    check_translations,
    form_module,
    module_names,
)
from probono_kit.forms.building.naming import is_yes_no, named_choices, short_name
from probono_kit.forms.building.phrases import is_other, phrase
from probono_kit.forms.building.plan import Node, Plan
from probono_kit.forms.building.words import folded
from probono_kit.yaml_files.explain import nearest

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_\-]*")
_CHOSEN = ("one choice", "several choices", "ranking", "yes/no")
#: Names that forms keep for themselves.
_TAKEN = frozenset(("meta", "instanceid", "data"))
#: What cannot be chosen together with anything else.
_ALONE = ("dont_know", "refused")
_ALONE_WORDS = frozenset(
    folded(word)
    for listed in (
        "none|none of these|none of the above|nothing|no need|no problem|no one|nobody",
        "aucun|aucune|aucun de ces choix|aucune de ces reponses|rien|personne|aucun besoin",
        "aucun probleme|ninguno|ninguna|nada|no difficulty|لا شيء",
    )
    for word in listed.split("|")
)


def plan_form(description: Description) -> Plan:
    """Put modules in, give names, and turn conditions into expressions.

    Parameters
    ----------
    description : Description
        From :func:`read_description`.

    Returns
    -------
    Plan
        Its findings name every module, name, list, choice and condition that is not understood.
    """
    planner = _Planner(description)
    nodes = planner.nodes(description.items, "", description.lists)
    planner.name_all(nodes)
    planner.choose_all(nodes)
    planner.read_conditions(nodes)
    planner.check_texts(nodes)
    where = description.file
    check_translations(planner.modules, description.languages, where, planner.findings)
    return Plan(tuple(nodes), planner.modules, planner.findings)


class _Planner:
    """What the steps share."""

    def __init__(self, description: Description) -> None:
        self.description = description
        self.languages = description.languages
        self.findings = Findings()
        self.modules: dict[str, Module] = {}
        self.lists: dict[int, Mapping[str, list[ChoiceText]]] = {}
        self.used: dict[str, str] = {}

    def nodes(
        self, items: Sequence[Item], module: str, lists: Mapping[str, list[ChoiceText]]
    ) -> list[Node]:
        made: list[Node] = []
        for position, item in enumerate(items):
            if item.module:
                node = self._module(item)
                made += [node] if node else []
                gate = self.modules[item.module].rest_when if node else ""
                if gate and items[position + 1 :]:
                    rest = self.nodes(items[position + 1 :], module, lists)
                    around = Item(group=phrase("interview"), name="interview", where=item.where)
                    made.append(Node(around, "group", when=gate, texts=around.group, children=rest))
                    break
                continue
            sort = "group" if item.group else "repeat" if item.repeat else "question"
            node = Node(item, sort, module=module, texts=item.texts)
            self.lists[id(node)] = lists
            node.children = self.nodes(item.questions, module, lists)
            self._check_sort(node)
            made.append(node)
        return made

    def _check_sort(self, node: Node) -> None:
        item, add = node.item, self.findings.add
        if node.sort != "question" and not item.questions:
            add("form.describe_group_empty", item.where)
        if node.sort == "question":
            if item.kind != "calculation" and not any(item.question.values()):
                add("form.describe_item", item.where)
            if not item.kind:
                item.kind = "one choice" if item.choices else "text"
                if not item.choices:
                    add("form.describe_no_kind", item.where)
            if item.kind in _CHOSEN[:3] and not item.choices:
                add("form.describe_no_choices", item.where)
            self.findings.extend(limit_problems(item))
            if item.kind == "calculation" and not item.calculation:
                add("form.describe_no_calculation", item.where)

    def _module(self, item: Item) -> Node | None:
        name = folded(item.module).replace(" ", "_")
        if name not in module_names():
            near = nearest(name, module_names()) or "—"
            values: dict[str, Any] = {"given": item.module, "near": near, "choices": module_names()}
            self.findings.add("form.describe_module", item.where, **values)
            return None
        item.module = name
        if name in self.modules:
            self.findings.add("form.describe_module_twice", item.where, given=name)
            return None
        module = self.modules[name] = form_module(name)
        node = Node(item, "group", f"{name}_group", module=name, texts=item.texts or module.title)
        own = [each.model_copy(deep=True) for each in module.items]
        if name == "location":
            node.sort = "places"
        node.children = self.nodes(own, name, module.lists)
        return node

    # Names

    def name_all(self, nodes: Iterable[Node]) -> None:
        """Take the names that are given; make the others from the texts."""
        everything = [each for node in nodes for each in node.walk()]
        for node in everything:
            given = node.item.name or node.name
            if not given:
                continue
            if not _NAME.fullmatch(given):
                self.findings.add("form.name", node.item.where, value=given)
            elif given.lower() in self.used:
                values = {"given": given, "first": self.used[given.lower()]}
                self.findings.add("form.describe_name_twice", node.item.where, **values)
            self.used.setdefault(given.lower(), node.item.where)
            node.name = given
        for node in everything:
            if not node.name:
                node.name = self._free(short_name(node.texts, self.languages, "q"))
                self.used[node.name] = node.item.where

    def _free(self, name: str) -> str:
        free, number = name, 1
        while free in self.used or free in _TAKEN:
            number += 1
            free = f"{name}_{number}"
        return free

    # Choices

    def choose_all(self, nodes: Iterable[Node]) -> None:
        """Name the choices of every list, and add those that were asked for."""
        for node in (each for top in nodes for each in top.walk()):
            item = node.item
            if item.kind == "yes/no":
                node.choices = [ChoiceText(name=n, texts=phrase(n)) for n in ("yes", "no")]
                node.choices += [each for each in self._given(node) if not is_yes_no(each)]
            elif item.kind in _CHOSEN:
                node.choices = named_choices(self._given(node), self.languages)
                if any(is_other(each.texts) or each.name == "other" for each in node.choices):
                    item.other = True
                elif item.other:
                    node.choices.append(ChoiceText(name="other", texts=phrase("other")))
            else:
                continue
            known = {each.name for each in node.choices}
            for name in _ALONE:
                if getattr(item, name) and name not in known:
                    node.choices.append(ChoiceText(name=name, texts=phrase(name)))
            node.alone = self._alone(node)
            if len(node.choices) == 1:
                self.findings.add("form.describe_one_choice", item.where)

    def _given(self, node: Node) -> list[ChoiceText]:
        given = node.item.choices
        if isinstance(given, list):
            return given
        lists = self.lists.get(id(node), {})
        if given in lists:
            return list(lists[given])
        values = {"given": given, "near": nearest(given, lists) or "—" if lists else "—"}
        self.findings.add("form.describe_list", node.item.where, **values)
        return []

    def _alone(self, node: Node) -> list[str]:
        if node.item.kind != "several choices":
            return []
        wanted = {folded(text) for text in node.item.alone}
        made = []
        for each in node.choices:
            words = {folded(each.name), *(folded(text) for text in each.texts.values())}
            if words & wanted or words & _ALONE_WORDS or each.name in _ALONE:
                made.append(each.name)
            wanted -= words
        for text in sorted(wanted):
            known = tuple(each.name for each in node.choices)
            values: dict[str, Any] = {
                "value": text,
                "name": node.name,
                "choices": known,
                "text": "alone",
            }
            self.findings.add("form.when_choice", node.item.where, **values)
        return made if len(made) < len(node.choices) else []

    # Conditions

    def read_conditions(self, nodes: Sequence[Node]) -> None:
        """Turn everything that names other questions into expressions."""
        everything = [each for node in nodes for each in node.walk()]
        scope = _scope(everything, self.description)
        for node in everything:
            item = node.item
            if item.when:
                node.when = self._condition(item.when, scope, item.where, node.when)
            for key in ("calculation", "constraint"):
                text = getattr(item, key)
                if text:
                    problem = expression_problem(text, scope, item.where, key)
                    self.findings.extend([problem] if problem else [])
                    setattr(node, key, text)
            if item.count:
                node.count = self._count(item, scope)
        self._check_instance_name(scope)

    def _condition(self, text: str, scope: Scope, where: str, outer: str) -> str:
        written, problem = condition(text, scope, where)
        self.findings.extend([problem] if problem else [])
        return f"({outer}) and ({written})" if outer and written else written or outer

    def _check_instance_name(self, scope: Scope) -> None:
        given, where = self.description.instance_name, self.description.file
        is_expression = "(" in given or "${" in given
        names = () if is_expression else filter(None, map(str.strip, given.split(",")))
        for text in (given,) if is_expression else (f"${{{name}}}" for name in names):
            problem = expression_problem(text, scope, where, "instance_name")
            self.findings.extend([problem] if problem else [])

    def _count(self, item: Item, scope: Scope) -> str:
        target = scope.targets.get(folded(item.count))
        if target is not None:
            return f"${{{target.name}}}"
        if item.count.isdigit():
            return item.count
        problem = expression_problem(item.count, scope, item.where, "count")
        if problem is None and "${" not in item.count:
            self.findings.add("form.when_unclear", item.where, text=item.count)
        self.findings.extend([problem] if problem else [])
        return item.count

    # Texts

    def check_texts(self, nodes: Sequence[Node]) -> None:
        """Say once per language which texts of the description are not translated."""
        missing: dict[str, list[str]] = {}
        for node in (each for top in nodes for each in top.walk() if not each.module):
            item = node.item
            texts = [item.texts, item.hint, item.message]
            if isinstance(item.choices, list):
                texts += [each.texts for each in item.choices]
            if item.name == "interview":
                continue
            for language in dict.fromkeys(
                each for text in texts for each in untranslated(text, self.languages)
            ):
                missing.setdefault(language, []).append(item.where)
        for language, places in missing.items():
            values: dict[str, Any] = {
                "language": language,
                "count": len(places),
                "places": tuple(places[:8]),
            }
            self.findings.add("form.build_untranslated", self.description.file, **values)


def _scope(everything: Sequence[Node], description: Description) -> Scope:
    targets: dict[str, Target] = {}
    for node in everything:
        target = Target(node.name, node.item.kind, _words_of(node.choices))
        for word in (*node.texts.values(), node.name):
            targets.setdefault(folded(word), target)
        targets[folded(node.name)] = target
    names = {each.name for each in everything} | set(description.metadata)
    names |= {f"{each.name}_other" for each in everything if each.item.other}
    return Scope(targets, frozenset(names))


def _words_of(choices: Sequence[ChoiceText]) -> dict[str, str]:
    words: dict[str, str] = {}
    for each in choices:
        for text in (*each.texts.values(), each.name):
            words.setdefault(folded(text), each.name)
    return words
