"""`docs/HANDOVER.md`: the sheet with which a package is handed over: what is known, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from nb2pkg.emitter.docstrings import introduction
from nb2pkg.emitter.template import Subject, Template, is_handover
from nb2pkg.emitter.templates.escape import code, markdown
from nb2pkg.emitter.templates.models import fitted_models
from nb2pkg.emitter.templates.outline import environment_name, minimum_python, secrets
from nb2pkg.emitter.templates.verdict_lines import compared
from nb2pkg.model.plan import ParameterKind

_QUESTIONS = (
    ("Owner", "Which team answers for it, and how is it reached?"),
    ("Purpose", "What is decided or done with the results?"),
    ("Consumers", "Who or what reads the results, where, and in which form?"),
    ("Real time or batch", "When must a result be there, and how long may a run take?"),
    ("Schedule", "When does it run, and what starts it?"),
    ("Data", "Who owns the input, how often does it change, may it be used for this, when is it deleted?"),
    ("Data of persons", "Does it hold any, and who has approved that?"),
    ("Failure", "What happens downstream when a run fails or is late, and who is told?"),
    ("Monitoring", "Which figure says that the results have become wrong?"),
    ("Licence", "Under which licence, or for whose use alone, is the code?"),
)
_MODEL_QUESTIONS = (
    ("False positives", "What does a wrong yes cost, what a wrong no, and where is the threshold?"),
    ("Biases", "For whom is it worse, and was that measured?"),
)


def render(subject: Subject) -> str:
    """For a package of one notebook."""
    return sheet(subject.plan.title, facts_of(subject), has_model=bool(fitted_models(subject.notebook)))


def sheet(title: str, facts: Sequence[str], *, has_model: bool) -> str:
    """Facts, then questions, then what is to be done in which order."""
    questions = _QUESTIONS + (_MODEL_QUESTIONS if has_model else ())
    lines = [
        f"# Hand-over: {markdown(title)}",
        "",
        "What is known was read off the notebook. What only people know is asked: put answers in place of the marks.",
        "`nb2pkg audit .` counts what is left.",
        "",
        "## Known",
        "",
        *facts,
        "",
        "## Asked",
        "",
        *(f"- **{about}.** {question} _open_" for about, question in questions),
        "",
        "## To do",
        "",
        "1. `nb2pkg lock .` where the package runs: `pylock.toml` pins what is there, with hashes; commit it.",
        "2. Keep one of `.github/` and `.gitlab-ci.yml`; delete the other.",
        "3. Answer what is asked here and in `LICENSE`, `SECURITY.md`, `catalog-info.yaml` and `.github/CODEOWNERS`.",
        "4. `nb2pkg audit .` says what is left.",
    ]
    return "\n".join(lines) + "\n"


def facts_of(subject: Subject, *, folder: str = "") -> list[str]:
    """What is known of a pipeline; `folder` is where its record lies, seen from the sheet."""
    plan = subject.plan
    major, minor = minimum_python(plan)
    paths = [p for p in plan.parameters if p.kind in {ParameterKind.PATH, ParameterKind.URL}]
    reads = [f"{code(p.name)} ({code(p.default)})" for p in paths if p.name in plan.inputs]
    others = [f"{code(p.name)} ({code(p.default)})" for p in paths if p.name not in plan.inputs]
    needed = [code(r.distribution + r.specifier) for r in plan.requirements]
    hidden = [code(environment_name(plan, p.name)) for p in secrets(plan)]
    begins = " ".join(introduction(subject.notebook))
    return [
        *([f"- The notebook begins: “{markdown(begins, most=500)}”"] if begins else []),
        f"- Compared with the notebook: {compared(subject.verdict)}",
        f"- Started by `python -m {plan.name}`; options by `--help`, a file by `--config`, or the environment",
        f"- Python {major}.{minor} or newer; libraries: {', '.join(needed) or 'none'}",
        f"- Reads: {', '.join(reads) or 'no file that is known'}",
        f"- Other places that are settings: {', '.join(others) or 'none'}; figures go to {code(plan.output_name)}",
        f"- Secrets, from the environment alone: {', '.join(hidden) or 'none'}",
        f"- Not converted as asked: {len(plan.refusals) or 'nothing'}; see [CONVERSION.md]({folder}CONVERSION.md)",
    ]


TEMPLATE = Template(path="docs/HANDOVER.md", render=render, when=is_handover)
