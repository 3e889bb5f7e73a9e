"""`catalog-info.yaml`: how a developer portal (Backstage) finds the package; asks for its owner."""

from __future__ import annotations

import json
import re

from nb2pkg.emitter.template import Subject, Template, is_handover
from nb2pkg.emitter.templates.escape import one_line

_TEXT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: "{name}"
  description: {description}
  tags: [python, data-science]
spec:
  type: batch-job
  lifecycle: experimental
  owner: # _open_: the team that answers for it
"""


def render(subject: Subject) -> str:
    """For a package of one notebook."""
    return catalog_text(subject.plan.name, title=subject.plan.title)


def catalog_text(name: str, *, title: str) -> str:
    """The name as catalogues allow it; JSON's strings are YAML's."""
    allowed = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")[:63] or "package"
    return _TEXT.format(name=allowed, description=json.dumps(one_line(title), ensure_ascii=False))


TEMPLATE = Template(path="catalog-info.yaml", render=render, when=is_handover)
