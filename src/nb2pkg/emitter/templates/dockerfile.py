"""`Dockerfile`: installed in one stage, run in another by a user without rights; from the lock if there is one."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover
from nb2pkg.emitter.templates.outline import minimum_python

_TEXT = """\
# What it writes belongs to whoever starts it:
# docker build -t <script> . && docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/data" <script><arguments>
FROM python:<python>-slim AS build
RUN pip install --no-cache-dir "uv>=0.8,<1" && uv venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv
WORKDIR /src
COPY . .
# The lock (`nb2pkg lock .`) pins every version, with hashes; without one the newest are installed.
RUN if [ -f pylock.toml ]; \\
    then uv pip sync --no-cache pylock.toml && uv pip install --no-cache --no-deps .; \\
    else uv pip install --no-cache .; fi

FROM python:<python>-slim
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 HOME=/tmp
RUN useradd --uid 10001 app
USER 10001
WORKDIR /data
ENTRYPOINT ["python", "-m", "<name>"]
"""


def render(subject: Subject) -> str:
    """For the oldest Python that the package claims: what the notebook ran on, or near it."""
    return dockerfile_text(subject.plan.name, python=minimum_python(subject.plan))


def dockerfile_text(name: str, *, python: tuple[int, int], arguments: str = "") -> str:
    """For a package of this name; `arguments` are what a run needs, in words."""
    major, minor = python
    values = {"<python>": f"{major}.{minor}", "<name>": name, "<script>": name.lower(), "<arguments>": arguments}
    text = _TEXT
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


TEMPLATE = Template(path="Dockerfile", render=render, when=is_handover)
