"""A command for the shell is put together from values that the notebook does not fix.

A value such as `x.csv; rm -rf ~` is not one word to the shell but two commands; a blank in a file name is enough to do
something else. Hand over a list, without a shell: `subprocess.run(["tar", "xf", path], check=True)`; where it must be
a shell, quote: `shlex.quote(path)`. Or do it in Python: `shutil`, `tarfile`, `pathlib`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.rules.secrets.built_text import builders_of
from nb2pkg.rules.secrets.origins import Origin, origin_of


def _always(call: ast.Call, place: Place) -> Iterator[Hit]:
    """Functions whose argument a shell reads."""
    if call.args:
        yield from _hits(call, call.args[0], place, least=Origin.UNKNOWN)


def _if_shell(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`subprocess.run(..., shell=True)`."""
    for keyword in call.keywords:
        if keyword.arg == "shell" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True:
            yield from _always(call, place)


def _magic(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`!cmd {x}`: interactive use; only what comes from outside is worth a word."""
    if call.args:
        yield from _hits(call, call.args[0], place, least=Origin.OUTSIDE)


def _hits(call: ast.Call, command: ast.expr, place: Place, *, least: Origin) -> Iterator[Hit]:
    builders = builders_of(command, place)
    origin = max((origin_of(builder, place) for builder in builders), default=Origin.FIXED)
    if not builders and origin_of(command, place) is Origin.OUTSIDE:
        origin = Origin.OUTSIDE
    if origin is not Origin.FIXED and origin >= least:
        whose = "comes from outside" if origin is Origin.OUTSIDE else "the notebook does not fix"
        yield Hit(
            message=f"a shell reads this command, into which a value is put that {whose}",
            at=place.at(call),
            severity=Severity.ERROR if origin is Origin.OUTSIDE else Severity.WARNING,
        )


_RUNNERS = ("run", "call", "check_call", "check_output", "Popen")

RULE = Rule(
    code="NB322",
    name="shell-injection",
    severity=Severity.WARNING,
    calls={
        "os.system": _always,
        "os.popen": _always,
        "subprocess.getoutput": _always,
        "subprocess.getstatusoutput": _always,
        "commands.getoutput": _always,
        "asyncio.create_subprocess_shell": _always,
        ".exec_command": _always,
        **{f"subprocess.{name}": _if_shell for name in _RUNNERS},
        "run_shell": _magic,
        "capture_shell": _magic,
    },
    bad=(
        'import os\nname = input("file: ")\n«os.system("cat " + name)»\n«os.system(name)»',
        "import subprocess\ndef unpack(path):\n    «subprocess.run(f'tar xf {path}', shell=True)»",
        'import os, pandas as pd\nfor url in pd.read_csv("urls.csv").url:\n    cmd = "wget %s" % url\n'
        "    «os.system(cmd)»",
        'import requests\nname = requests.get(u).json()["name"]\n«!tar xf {name}»',
        "from flask import request\nimport subprocess\ndef show():\n    name = request.args['name']\n"
        "    «subprocess.run(f'ls {name}', shell=True)»",
        "from subprocess import check_output\ndef size(f):\n    return «check_output('du {}'.format(f), shell=True)»",
    ),
    good=(
        'import os\nfor year in range(2019, 2024):\n    os.system(f"wget https://example.org/{year}.csv")',
        'import subprocess\ndef unpack(path):\n    subprocess.run(["tar", "xf", path], check=True)\n'
        'subprocess.run(f"ls {p}")',
        'import os, shlex\ndef show(path):\n    os.system(f"cat {shlex.quote(path)}")\nos.system("ls -l")',
        'url = "https://example.org/a.zip"\n!wget {url}\n!unzip {url.split("/")[-1]}\ndef f(x):\n    !head {x}',
        "import subprocess\ndef run(cmd):\n    return subprocess.run(cmd, shell=True)\nrun('ls')",
        'import os, sys\nBASE = os.environ["BASE"]\nos.system(f"{sys.executable} -m pip list > {BASE}/pip.txt")',
        "from flask import request\nimport subprocess\nsubprocess.run(['ls', request.args['name']])",
    ),
)
