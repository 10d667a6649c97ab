"""A form made ready to be filled in many times: every expression compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from probono_kit.findings import Findings
from probono_kit.forms.evaluation import Choices, Compiled, choices_of, compile_expression
from probono_kit.forms.evaluation.code import Run
from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Form, Question
from probono_kit.forms.synthesis.bounds import Find, limits_of, patterns
from probono_kit.forms.synthesis.hints import Hint, hint_of
from probono_kit.forms.synthesis.weights import weights_of
from probono_kit.forms.tokens import ExpressionError

#: Words in ``required`` that pyxform takes for ``true()``.
YES = ("yes", "true", "true()", "1")
_EXPRESSIONS = ("relevant", "constraint", "calculation", "repeat_count", "choice_filter")


@dataclass(eq=False, slots=True)
class Step:
    """A question, group or repeat to go through.

    Parameters
    ----------
    question : Question
        The row of the form.
    kind, path : str
        Its kind and path.
    children : list of Step
        What stands in a group or repeat.
    """

    question: Question
    kind: str
    path: str
    children: list[Step] = field(default_factory=list)
    relevant: Run | None = None
    constraint: Run | None = None
    required: Run | None = None
    calculation: Compiled | None = None
    count: Compiled | None = None
    choices: Choices | None = None
    weights: dict[str, float] = field(default_factory=dict)
    tree: Node | None = None
    limits: Find | None = None
    sizes: Find | None = None
    patterns: tuple[str, ...] = ()
    hint: Hint = field(default_factory=Hint)
    is_silent: bool = False
    default: str = ""
    reached: int = 0
    failed: int = 0
    empty: int = 0


@dataclass(eq=False)
class Plan:
    """The steps of a form.

    Parameters
    ----------
    form : Form
        The form.
    steps : list of Step
        Those outside groups, in their order.
    findings : Findings
        What cannot be worked out.
    is_late : bool
        Whether something hangs on answers that come after it.
    """

    form: Form
    steps: list[Step]
    findings: Findings
    is_late: bool = False

    def all_steps(self) -> Iterator[Step]:
        """Yield all steps, those within groups and repeats too, in the order of the form."""
        yield from _all(self.steps)


def _all(steps: list[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from _all(step.children)


#: What is never asked, and has no answer but what the device writes.
SILENT = frozenset(["note", "csv-external", "xml-external", "entity"])


def plan_of(form: Form, seed: int) -> Plan:
    """Return the plan of a form.

    Parameters
    ----------
    form : Form
        The form.
    seed : int
        What the usual answers of each question are drawn by.
    """
    findings = Findings()
    steps: dict[int, Step] = {}
    top: list[Step] = []
    for question in form.questions:
        step = _step(form, question, seed, findings)
        steps[id(question)] = step
        within = steps[id(question.parents[-1])].children if question.parents else top
        within.append(step)
    return Plan(form, top, findings, _is_late(form))


def _step(form: Form, question: Question, seed: int, findings: Findings) -> Step:
    row = question.row
    step = Step(question, question.kind, question.path)
    texts = {key: row.get(key) for key in _EXPRESSIONS}

    def compiled(key: str) -> Compiled | None:
        return _tried(texts[key], form, question, key, findings) if texts[key] else None

    relevant, constraint = compiled("relevant"), compiled("constraint")
    step.relevant = relevant.truth if relevant else None
    step.calculation = compiled("calculation")
    if question.kind == "repeat":
        step.count = compiled("repeat_count")
    if question.is_container or question.kind in SILENT:
        step.is_silent = not question.is_container
        return step
    step.required = _required(form, question, findings)
    step.default = row.get("default")
    step.is_silent = row.get("read_only").lower() in YES and step.calculation is None
    if constraint is not None:
        step.constraint = constraint.truth
        step.tree = parse_expression(texts["constraint"]).tree
        step.limits = limits_of(step.tree, form, question)
        measure = "count-selected" if question.is_select else "string-length"
        step.sizes = limits_of(step.tree, form, question, measure)
        step.patterns = tuple(patterns(step.tree))
    step.hint = hint_of(question, Random(f"{seed}|{step.path}"))
    if question.is_select:
        _add_choices(step, form, seed, findings)
    return step


def _add_choices(step: Step, form: Form, seed: int, findings: Findings) -> None:
    question = step.question
    try:
        step.choices = choices_of(form, question)
    except ExpressionError as error:
        problem = error.problem
        place = "choice_filter" if question.row.get("choice_filter") else "type"
        _add(findings, problem.code, question.row.where(place), problem.values)
        return
    step.weights = weights_of(form, question, step.choices.names, seed)


def _tried(
    text: str, form: Form, question: Question, key: str, findings: Findings
) -> Compiled | None:
    try:
        return compile_expression(text, form, question)
    except ExpressionError as error:
        problem = error.problem
        _add(findings, problem.code, question.row.where(key), problem.values)
        return None


def _add(findings: Findings, code: str, where: str, values: dict[str, str]) -> None:
    """Add what an expression lacks; what the check of forms tells in full is told in short."""
    if code != "form.not_evaluated":
        values, code = {"part": next(iter(values.values()), code)}, "form.not_evaluated"
    findings.add(code, where, **values)


def _required(form: Form, question: Question, findings: Findings) -> Run | None:
    text = question.row.get("required")
    if not text or text.lower() in ("no", "false", "false()", "0"):
        return None
    if text.lower() in YES or text.isalpha():
        return lambda _row, _item: True
    compiled = _tried(text, form, question, "required", findings)
    return compiled.truth if compiled else None


def _is_late(form: Form) -> bool:
    """Tell whether an expression refers to what stands below it."""
    places = {id(question): number for number, question in enumerate(form.questions)}
    for question in form.questions:
        for key in _EXPRESSIONS:
            text = question.row.get(key)
            for node in parse_expression(text).nodes("ref") if text else ():
                for found in form.by_name.get(node.text, ()):
                    if places[id(found)] > places[id(question)]:
                        return True
            if text and "/" in text and any(parse_expression(text).nodes("path")):
                return True
    return False
