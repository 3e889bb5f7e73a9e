"""Shell lines: `!cmd`, `!!cmd`, `x = !cmd`, and the magics that stand for commands."""

from __future__ import annotations

from nb2pkg.model.notebook import Treatment
from nb2pkg.patterns import pattern_of
from nb2pkg.reader.magics.interpolation import has_interpolation, literal, python_string
from nb2pkg.reader.magics.values import DROPPED, Became, Call, Scope

_CHANGES_FOLDER_ONLY = pattern_of(r"cd(\s+[^;&|<>]*)?")
_INSTALLERS = ("pip", "conda", "mamba", "uv ", "apt", "yum", "dnf", "apk", "brew", "snap")
_HAS_HOLE = pattern_of(r"\{[^}]*\}|\$\w")


def shell(call: Call) -> Became:
    """`!cmd`: runs it, unless it installs (a requirement) or does nothing that lasts (`!cd x`)."""
    command = call.args.strip()
    if call.target:
        return captured(call)
    if not command or command.startswith("#") or _CHANGES_FOLDER_ONLY.fullmatch(command):
        return DROPPED
    return _installed(command, call.scope) if any(word in command for word in _INSTALLERS) else run(command, call.scope)


def captured(call: Call) -> Became:
    """`x = !cmd` and `!!cmd`: the lines that it prints."""
    command = call.args.strip()
    python = f"{call.target}capture_shell({python_string(command, call.scope)})"
    return Became(treatment=Treatment.REWRITTEN, python=python, runtime=("capture_shell",))


def run(command: str, scope: Scope) -> Became:
    """A command that is run for its effects and what it prints."""
    python = f"run_shell({python_string(command, scope)})"
    return Became(treatment=Treatment.REWRITTEN, python=python, runtime=("run_shell",))


def script(body: str) -> Became:
    """A whole script, which IPython does not interpolate."""
    return Became(treatment=Treatment.REWRITTEN, python=f"run_shell({literal(body)})", runtime=("run_shell",))


def _installed(command: str, scope: Scope) -> Became:
    from nb2pkg.reader.magics.installs import installs_in

    installs = installs_in(command)
    if installs is None:
        return run(command, scope)
    asked = tuple(dict.fromkeys(installs.requirements))
    notes = installs.notes + tuple(f"`{part}` installs system packages: do it yourself" for part in installs.system)
    if asked and _HAS_HOLE.search(command.replace("{sys.executable}", "")) and has_interpolation(command, scope):
        notes += (f"what `{command}` installs depends on variables",)
    left = [part for part in installs.others if not _CHANGES_FOLDER_ONLY.fullmatch(part)]
    remaining = run(" && ".join(left), scope) if left else None
    treatment = Treatment.UNSUPPORTED if installs.system else Treatment.REQUIREMENT
    return Became(
        treatment=treatment,
        python=remaining.python if remaining else "",
        runtime=remaining.runtime if remaining else (),
        names=asked,
        requirements=asked,
        notes=notes,
    )
