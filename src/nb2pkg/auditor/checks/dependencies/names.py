"""Item 12: distributions by their own names, not by those of their modules."""

from nb2pkg.auditor.check import Check, unless
from nb2pkg.auditor.declared import dependencies, normalised
from nb2pkg.auditor.subject import Subject
from nb2pkg.knowledge.distributions import distribution_of
from nb2pkg.knowledge.tables.distributions import DISTRIBUTIONS
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """No `sklearn`, `cv2` or `yaml` among the dependencies."""
    real = {normalised(str(name)) for name in DISTRIBUTIONS.values() if name}
    wrong = []
    for dependency in dependencies(subject):
        module = dependency.name.replace("-", "_")
        right = distribution_of(module)
        if module in DISTRIBUTIONS and right and normalised(right) != dependency.name and dependency.name not in real:
            wrong.append(f"{dependency.name} is a module of {right}")
    return unless(wrong, todo="name the distribution, not the module")


CHECK = Check(
    number=12,
    name="names",
    title="Dependencies are named as the index names them",
    category=Category.DEPENDENCIES,
    run=run,
)
