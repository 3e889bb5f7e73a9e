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
  type: {type}
  lifecycle: experimental
  owner: # _open_: the team that answers for it
"""


def render(subject: Subject) -> str:
    """The name as catalogues allow it; JSON's strings are YAML's."""
    name = re.sub(r"[^a-z0-9-]+", "-", subject.plan.name.lower()).strip("-")[:63] or "package"
    description = json.dumps(one_line(subject.plan.title), ensure_ascii=False)
    return _TEXT.format(name=name, description=description, type="batch-job")


TEMPLATE = Template(path="catalog-info.yaml", render=render, when=is_handover)
