"""What an organisation asks for, of a project: once, whatever the number of its notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pkg.emitter.template import Subject
from nb2pkg.emitter.templates.catalog_info_yaml import TEMPLATE as CATALOGUE
from nb2pkg.emitter.templates.catalog_info_yaml import catalog_text
from nb2pkg.emitter.templates.codeowners import TEMPLATE as OWNERS
from nb2pkg.emitter.templates.dependabot_yml import TEMPLATE as DEPENDABOT
from nb2pkg.emitter.templates.dockerfile import TEMPLATE as DOCKERFILE
from nb2pkg.emitter.templates.dockerfile import dockerfile_text
from nb2pkg.emitter.templates.dockerignore import TEMPLATE as DOCKERIGNORE
from nb2pkg.emitter.templates.github_ci_yml import TEMPLATE as GITHUB_CI
from nb2pkg.emitter.templates.github_ci_yml import ci_text as github_ci
from nb2pkg.emitter.templates.gitlab_ci_yml import TEMPLATE as GITLAB_CI
from nb2pkg.emitter.templates.gitlab_ci_yml import ci_text as gitlab_ci
from nb2pkg.emitter.templates.handover_md import TEMPLATE as SHEET
from nb2pkg.emitter.templates.handover_md import facts_of, sheet
from nb2pkg.emitter.templates.license_file import TEMPLATE as LICENSE
from nb2pkg.emitter.templates.models import fitted_models
from nb2pkg.emitter.templates.noxfile_py import TEMPLATE as TASKS
from nb2pkg.emitter.templates.outline import environment_name, secrets
from nb2pkg.emitter.templates.pre_commit_yaml import TEMPLATE as HOOKS
from nb2pkg.emitter.templates.security_md import TEMPLATE as SECURITY
from nb2pkg.emitter.templates.security_md import security_text

SAME_FOR_ALL = (OWNERS, DEPENDABOT, DOCKERIGNORE, LICENSE, TASKS, HOOKS)
ONCE = frozenset({SHEET.path})  # of the parts' documents: the project has this one itself


def handover_files(name: str, subjects: Sequence[Subject], *, title: str, python: tuple[int, int]) -> dict[str, str]:
    """The files by path. Model cards are documents of the parts: each is about the models of its notebook."""
    variables = [environment_name(s.plan, secret.name) for s in subjects for secret in secrets(s.plan)]
    has_model = any(fitted_models(subject.notebook) for subject in subjects)
    return {
        **{template.path: template.render(subjects[0]) for template in SAME_FOR_ALL},
        CATALOGUE.path: catalog_text(name, title=title),
        DOCKERFILE.path: dockerfile_text(name, python=python, arguments=" PIPELINE"),
        GITHUB_CI.path: github_ci(python),
        GITLAB_CI.path: gitlab_ci(python),
        SECURITY.path: security_text(variables),
        SHEET.path: sheet(title, list(_facts(subjects)), has_model=has_model),
    }


def _facts(subjects: Sequence[Subject]) -> Iterator[str]:
    for number, subject in enumerate(subjects):
        part = subject.plan.name.partition(".")[2]
        yield from ([""] if number else [])
        yield from (f"### {part}", "", *facts_of(subject, folder=f"{part}/"))
