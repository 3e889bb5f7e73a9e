"""`shell.py`: what `!command` did."""

from nb2pkg.emitter.template import Subject, Template

TEXT = '''"""Shell commands of the notebook (`!command`)."""

import subprocess


def run_shell(command: str) -> None:
    """Run a command and print what it prints; like `!` in a notebook, a failing command does not stop the run."""
    print(_output_of(command), end="")


def capture_shell(command: str) -> list[str]:
    """The lines that a command prints."""
    return _output_of(command).splitlines()


def _output_of(command: str) -> str:
    done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout
'''


def is_needed(subject: Subject) -> bool:
    """Only where a module runs commands."""
    return any(helper == "shell" for module in subject.plan.modules for helper, _ in module.runtime)


def render(subject: Subject) -> str:
    """The same for every package."""
    return TEXT


TEMPLATE = Template(path="src/{name}/shell.py", render=render, when=is_needed)
