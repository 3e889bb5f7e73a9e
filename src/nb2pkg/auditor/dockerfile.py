"""What is wrong with a Dockerfile: a few of the rules that linters of such files have."""

from __future__ import annotations

import re
from collections.abc import Iterator


def problems(text: str) -> list[str]:
    """Each problem in a few words.

    >>> problems("FROM python:3.11-slim\\nUSER app\\nCMD [\\"python\\"]\\n")
    []
    >>> problems("FROM python\\nRUN sudo pip install x\\nCMD python\\n")[0]
    'FROM python has no tag'
    """
    lines = list(_instructions(text))
    return [*_bases(lines), *_user(lines), *(said for name, rest in lines for said in _line(name, rest))]


def _instructions(text: str) -> Iterator[tuple[str, str]]:
    kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in re.sub(r"\\\n", " ", kept).splitlines():
        name, _, rest = line.strip().partition(" ")
        if name:
            yield name.upper(), rest.strip()


def _bases(lines: list[tuple[str, str]]) -> Iterator[str]:
    stages: set[str] = set()
    bases = [rest for name, rest in lines if name == "FROM"]
    if not bases:
        yield "no FROM"
    for rest in bases:
        words = [word for word in rest.split() if not word.startswith("--")]
        image = words[0] if words else ""
        tag = image.rpartition("/")[2].partition(":")[2]
        if image not in stages and image != "scratch" and "@sha256:" not in image and tag in {"", "latest"}:
            yield f"FROM {image} has no tag" if not tag else f"FROM {image}: latest changes"
        if len(words) == 3 and words[1].upper() == "AS":
            stages.add(words[2])


def _user(lines: list[tuple[str, str]]) -> Iterator[str]:
    users = [rest for name, rest in lines if name == "USER"]
    if not users or users[-1].split(":")[0] in {"root", "0"}:
        yield "runs as root: no USER at its end"


def _line(name: str, rest: str) -> Iterator[str]:
    if name == "MAINTAINER":
        yield "MAINTAINER is deprecated"
    if name == "ADD" and not re.search(r"\.(tar|tgz|tar\.\w+)\b|https?://", rest):
        yield "ADD where COPY does"
    if name == "WORKDIR" and not rest.startswith(("/", "$", '"/')):
        yield f"WORKDIR {rest} is relative"
    if name in {"CMD", "ENTRYPOINT"} and not rest.startswith("["):
        yield f"{name} in a shell: signals get lost"
    if name == "RUN":
        yield from _run(rest)


def _run(rest: str) -> Iterator[str]:
    if re.search(r"\bsudo\b", rest):
        yield "sudo"
    if (
        re.search(r"(?<!uv )\bpip3? install\b", rest)
        and "--no-cache-dir" not in rest
        and "--mount=type=cache" not in rest
    ):
        yield "pip install without --no-cache-dir"
    if re.search(r"\bapt-get install\b", rest):
        if " -y" not in rest and " --yes" not in rest:
            yield "apt-get install without -y"
        if "--no-install-recommends" not in rest:
            yield "apt-get install without --no-install-recommends"
    if re.search(r"\bapt(-get)? upgrade\b", rest):
        yield "apt-get upgrade"
