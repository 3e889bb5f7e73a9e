"""Requirements in shell lines."""

from __future__ import annotations

import pytest

from nb2pkg.reader.magics import Scope, translate
from nb2pkg.reader.magics.installs import installs_in


@pytest.mark.parametrize(
    ("command", "requirements"),
    [
        ("pip install a b", ("a", "b")),
        ("pip3 install -q --upgrade a", ("a",)),
        ("pip install 'a>=1,<2' b[c,d]==3", ("a>=1,<2", "b[c,d]==3")),
        ("pip install a>=1.0", ("a>=1.0",)),
        ("pip install a > /dev/null 2>&1", ("a",)),
        ("pip install a 2>/dev/null", ("a",)),
        ("pip install a | grep -v already", ("a",)),
        ("pip install a # for b", ("a",)),
        ("pip install a && pip install b; pip install c", ("a", "b", "c")),
        ("pip install -i https://x.org/simple a", ("a",)),
        ("pip install -r requirements.txt", ()),
        ("pip install -e .", ()),
        ("pip install git+https://github.com/a/b", ()),
        ("pip install ./a.whl", ()),
        ("python -m pip install a", ("a",)),
        ("{sys.executable} -m pip install a", ("a",)),
        ("/usr/bin/python3 -m pip install a", ("a",)),
        ("sudo pip install a", ("a",)),
        ("uv pip install a", ("a",)),
        ("uv add a", ("a",)),
        ("conda install -y -c conda-forge a=1.2 b", ("a==1.2.*", "b")),
        ("conda install conda-forge::a", ("a",)),
        ("mamba install a>=2", ("a>=2",)),
        ("pip uninstall -y a", ()),
        ("pip list", ()),
    ],
)
def test_requirements(command: str, requirements: tuple[str, ...]) -> None:
    found = installs_in(command)
    assert found is not None
    assert found.requirements == requirements


@pytest.mark.parametrize(
    "command", ["ls", "python pip.py", "echo pip install x", "pipx run y", "aptly x", "python x.py"]
)
def test_other_commands(command: str) -> None:
    assert installs_in(command) is None


def test_what_is_no_requirement_is_noted() -> None:
    found = installs_in("pip install -r r.txt a git+https://x/y")
    assert found is not None
    assert [note.split(" in ")[0] for note in found.notes] == ["`-r r.txt`", "`git+https://x/y`"]


def test_what_else_the_line_does_stays() -> None:
    done = translate("!pip install a && ls", Scope(cell=0, text="", bound=frozenset))
    assert (done.python, done.requirements) == ('run_shell("ls")', ("a",))
