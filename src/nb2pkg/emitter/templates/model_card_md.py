"""`docs/MODEL_CARD.md`: what is known of the model from the notebook; what is not, is asked."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover
from nb2pkg.emitter.templates.escape import code, markdown
from nb2pkg.emitter.templates.models import fitted_models, scores
from nb2pkg.emitter.templates.outline import is_known_default
from nb2pkg.emitter.templates.verdict_lines import compared
from nb2pkg.model.plan import Parameter, ParameterKind

_QUESTIONS = (
    ("Intended use", "Which decisions are made with the predictions, and by whom?"),
    ("Out of scope", "For which data or decisions must it not be used?"),
    ("Target", "What exactly is predicted, and who labelled it?"),
    ("Training data", "Where does it come from, from when is it, whom does it leave out?"),
    ("Baseline", "What does the simplest sensible rule reach on the same rows?"),
    ("Errors", "What does a false positive cost, what a false negative, and who pays?"),
    ("Groups", "For which groups of people or cases is it worse, and was that measured?"),
    ("Retraining", "How often, on what, and who decides that a new model goes live?"),
)


def has_model(subject: Subject) -> bool:
    """Whether the notebook fits one."""
    return is_handover(subject) and bool(fitted_models(subject.notebook))


def render(subject: Subject) -> str:
    """Facts from the text of the notebook, then questions; no figure of a score is copied from old outputs."""
    plan, notebook = subject.plan, subject.notebook
    inputs = [p for p in plan.parameters if p.name in plan.inputs]
    values = [p for p in plan.parameters if p.kind in {ParameterKind.VALUE, ParameterKind.SEED}]
    lines = [
        f"# Model card: {markdown(plan.title)}",
        "",
        "What is known was read off the notebook. What only people know is asked: put answers in place of the marks.",
        "",
        "## Known",
        "",
        f"- Models that are fitted: {', '.join(map(code, fitted_models(notebook)))}",
        f"- Scores that are computed: {', '.join(map(code, scores(notebook))) or 'none that is known'}",
        f"- Data that is read: {', '.join(f'{code(p.name)} ({code(p.default)})' for p in inputs) or 'no file'}",
        f"- Values that can be set: {', '.join(map(_value, values)) or 'none'}",
        f"- Code: [src/{plan.folder}]({plan.up}src/{plan.folder}), made from {code(plan.source)}",
        f"- Compared with the notebook: {compared(subject.verdict)}",
        "- Figures of the scores: _open_ (run the package on the data that counts)",
        "",
        "## Asked",
        "",
        *(f"- **{title}.** {question} _open_" for title, question in _QUESTIONS),
    ]
    return "\n".join(lines) + "\n"


def _value(parameter: Parameter) -> str:
    known = is_known_default(parameter)
    return code(f"{parameter.name} = {parameter.default}" if known else parameter.name, most=80)


TEMPLATE = Template(path="docs/MODEL_CARD.md", render=render, when=has_model)
