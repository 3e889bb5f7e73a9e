"""What each magic becomes: source -> Python, treatment."""

from __future__ import annotations

import pytest

from nb2pkg.model.notebook import Treatment, Wrapper
from nb2pkg.reader.magics import Scope, Translation, translate
from nb2pkg.reader.magics.line_magics import _HANDLERS
from nb2pkg.reader.magics.scanner import Kind, find_special
from nb2pkg.reader.magics.table import AUTOMAGIC, COMMANDS, MEANINGLESS


def translated(source: str, *bound: str) -> Translation:
    done = translate(source, Scope(cell=0, text=source, bound=lambda: frozenset(bound)))
    assert done.python.count("\n") == source.count("\n")
    return done


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        "x = 1",
        "# %matplotlib inline",
        "#!ls",
        "s = '''\n%time x\n!ls\nfoo?\n'''",
        "x = (a\n% b)",
        "y = a \\\n  % b",
        "print('what?')",
        "ls = 3",
        "ls(x)",
        "time.time()",
        "await f()",
        "x = '!ls'",
        "def f():\n\tpass",
        "from pylab import *",
        "cell = '''\nIn [1]: x\n'''",
        "é = 1; µ = 2",
    ],
)
def test_python_stays_untouched(source: str) -> None:
    done = translated(source)
    assert (done.python, done.magics) == (source, ())


@pytest.mark.parametrize(
    ("source", "python"),
    [
        ("%matplotlib inline\nx = 1", "\nx = 1"),
        ("x = 1\n%matplotlib inline", "x = 1\n"),
        ("if a:\n    %matplotlib inline\nelse:\n    b", "if a:\n    pass\nelse:\n    b"),
        ("%config A.b = 'c' \\\n  d\nx", "\n\nx"),
        ("%load_ext autoreload\n%autoreload 2", "\n"),
        ("foo?\n?bar\nbaz.qux??", "\n\n"),
        ("x = foo?", ""),
        ("%time x = f()", "x = f()"),
        ("%time f();", "f();"),
        ("%time", ""),
        ("x = %time f()", "x = f()"),
        ("%timeit -n 3 -r2 -q f(x)", "f(x)"),
        ("%timeit x = f()", ""),
        ("%prun -s cumulative f()", "f()"),
        ("%lprun -f g -f h g()", "g()"),
        ("%memit f()", "f()"),
        ("def f():\n    %time g()\n    return 1", "def f():\n    g()\n    return 1"),
        ("%time f(a, \\\n  b)\nc", "f(a,    b)\n\nc"),
        ("%cd data", 'os.chdir("data")'),
        ("%cd -q data", 'os.chdir("data")'),
        ("%cd 'my data'", 'os.chdir("my data")'),
        ("%cd ~/data", 'os.chdir(os.path.expanduser("~/data"))'),
        ("%cd", 'os.chdir(os.path.expanduser("~"))'),
        ("%cd {path}", 'os.chdir(f"{path}")'),
        ("%cd -", ""),
        ("%pwd", "os.getcwd()"),
        ("x = %pwd", "x = os.getcwd()"),
        ("%env A=b c", 'os.environ["A"] = "b c"'),
        ("%env A b", 'os.environ["A"] = "b"'),
        ("%set_env A b", 'os.environ["A"] = "b"'),
        ("%env A", 'os.environ["A"]'),
        ("x = %env A", 'x = os.environ["A"]'),
        ("%env A=$path", 'os.environ["A"] = f"{path}"'),
        ("%mkdir out", 'run_shell("mkdir out")'),
        ("%ls", 'run_shell("ls -F")'),
        ("x = %ls", 'x = capture_shell("ls -F")'),
        ("!ls -l", 'run_shell("ls -l")'),
        ('!echo "it\'s"', "run_shell('echo \"it\\'s\"')"),
        ("x = !ls", 'x = capture_shell("ls")'),
        ("a, b = !ls", 'a, b = capture_shell("ls")'),
        ("if a: x = !ls", 'if a: x = capture_shell("ls")'),
        ("!!ls", 'capture_shell("ls")'),
        ("%sx ls", 'capture_shell("ls")'),
        ("!cd data", ""),
        ("!", ""),
        ("for x in y:\n    !rm {x}", 'for x in y:\n    run_shell(f"rm {x}")'),
        ("%reset -f", ""),
        ("%xdel path", "del path"),
        ("%unknown 3", ""),
        ("x = %unknown 3", ""),
        ("%run other.py", ""),
        ("/f 1 2", "f(1, 2)"),
        ("  x = 1\n  %time y = 2", "x = 1\ny = 2"),
        ("\n\n%matplotlib inline\nx", "\n\n\nx"),
        (">>> x = 1\n>>> if x:\n...     y = 2", "x = 1\nif x:\n    y = 2"),
        ("In [1]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
        (">>> %matplotlib inline\n>>> x", "\nx"),
        ("s = '''a\n   \nb'''", "s = '''a\n\nb'''"),
    ],
)
def test_lines(source: str, python: str) -> None:
    assert translated(source, "path").python == python


@pytest.mark.parametrize(
    ("source", "python"),
    [
        ("%%time\nx = 1", "\nx = 1"),
        ("\n%%time\nx = 1", "\n\nx = 1"),
        ("%%time", ""),
        ("%%time\n%%capture\nx", "\n\nx"),
        ("%%capture\n\n%%time\nx", "\n\n\nx"),
        ("%%timeit\nf()", "\n"),
        ("%%prun\nf()", "\nf()"),
        ("%%capture\n!ls\nf()", '\nrun_shell("ls")\nf()'),
        ("%%bash\nls\ncd x", 'run_shell("ls\\ncd x")\n\n'),
        ("%%sh\nls {x} $y", 'run_shell("ls {x} $y")\n'),
        ("%%script bash\nls", 'run_shell("ls")\n'),
        ("%%bash --out x\nls", "\n"),
        ("%%script false\nx = 1", "\n"),
        ("%%html\n<b>x</b>", "\n"),
        ("%%R -i x\ny <- x", "\n"),
        ("%%sql\nselect 1", "\n"),
        ("%%python\nprint(1)", "\n"),
        ("%%opts Curve [width=3]\nCurve(x)", "\nCurve(x)"),
        ("%%whatever\nthis is no Python", "\n"),
        ("%%writefile a.py\nx = 1\n", 'write_file("a.py", "x = 1\\n")\n\n'),
    ],
)
def test_cells(source: str, python: str) -> None:
    assert translated(source).python == python


@pytest.mark.parametrize(
    ("source", "treatment"),
    [
        ("%matplotlib inline", Treatment.DROPPED),
        ("foo?", Treatment.DROPPED),
        ("%load_ext autoreload", Treatment.DROPPED),
        ("%load_ext rpy2.ipython", Treatment.UNSUPPORTED),
        ("%time f()", Treatment.UNWRAPPED),
        ("%timeit x = 3", Treatment.DROPPED),
        ("%reset -f", Treatment.DROPPED),
        ("%cd x", Treatment.REWRITTEN),
        ("!ls", Treatment.REWRITTEN),
        ("!pip install x", Treatment.REQUIREMENT),
        ("!pip list", Treatment.REQUIREMENT),
        ("!apt-get install -y x", Treatment.UNSUPPORTED),
        ("%store x", Treatment.UNSUPPORTED),
        ("%load x.py", Treatment.UNSUPPORTED),
        ("%run x.py", Treatment.UNSUPPORTED),
        ("x = %R y", Treatment.UNSUPPORTED),
        ("x = %who_ls", Treatment.UNSUPPORTED),
        ("%pylab inline", Treatment.REWRITTEN),
        ("%%bash\nls", Treatment.REWRITTEN),
        ("%%html\nx", Treatment.DROPPED),
        ("%%latex\nx", Treatment.DROPPED),
        ("%%R\nx", Treatment.UNSUPPORTED),
        ("%%timeit\nx", Treatment.DROPPED),
        ("%%opts x\ny", Treatment.UNSUPPORTED),
        ("%%writefile x.py\ny", Treatment.REWRITTEN),
        ("%%writefile ../x.py\ny", Treatment.UNSUPPORTED),
        ("%%writefile /x.py\ny", Treatment.UNSUPPORTED),
        ("%%writefile {x}.py\ny", Treatment.REWRITTEN),
    ],
)
def test_treatments(source: str, treatment: Treatment) -> None:
    assert [magic.treatment for magic in translated(source).magics] == [treatment]


def test_reset_matters_once_something_is_bound() -> None:
    assert translated("%reset -f", "x").magics[0].treatment is Treatment.UNSUPPORTED


def test_pylab_becomes_its_imports() -> None:
    assert "from matplotlib import pyplot as plt" in translated("%pylab inline").python
    assert "import *" not in translated("%pylab --no-import-all").python


def test_writefile_to_a_bound_name_is_unsupported() -> None:
    assert translated("%%writefile {x}.py\ny", "x").magics[0].treatment is Treatment.UNSUPPORTED


def test_lost_names_are_said() -> None:
    assert translated("x, y = %R z").magics[0].names == ("x", "y")


def test_magics_know_their_lines_and_bodies() -> None:
    done = translated("x = 1\n%time y = 2\n!ls \\\n  -l\nfoo?")
    assert [(magic.line, magic.kind, magic.name, magic.body) for magic in done.magics] == [
        (2, "line", "time", "y = 2"),
        (3, "shell", "!", "ls    -l"),
        (5, "help", "?", "foo"),
    ]


def test_magics_of_a_body_know_their_lines() -> None:
    done = translated("\n%%time\n\nx = 1\n!ls")
    assert [(magic.line, magic.name) for magic in done.magics] == [(2, "time"), (5, "!")]


def test_foreign_bodies_are_kept_for_the_report() -> None:
    assert translated("%%R -i x\ny <- x").magics[0].body == "-i x\ny <- x"


def test_capture_binds_its_name() -> None:
    done = translated("%%capture --no-stderr out\nf()")
    assert (done.wrapper, done.captured_as) == (Wrapper.CAPTURED, "out")


def test_a_keyword_is_no_name() -> None:
    done = translated("%%capture not\nf()")
    assert (done.wrapper, done.captured_as) == (Wrapper.CAPTURED, "")
    assert "del" not in translated("%xdel not").python


@pytest.mark.parametrize(
    ("source", "runtime", "imports"),
    [
        ("!ls\nx = !ls\n%cd x\n!ls", ("run_shell", "capture_shell"), ("os",)),
        ("%matplotlib inline", (), ()),
        ("%%bash\nls", ("run_shell",), ()),
        ("!pip install x", (), ()),
        ("%env A=1\n%pwd", (), ("os",)),
    ],
)
def test_what_the_python_needs(source: str, runtime: tuple[str, ...], imports: tuple[str, ...]) -> None:
    done = translated(source)
    assert (done.runtime, done.imports) == (runtime, imports)


@pytest.mark.parametrize(
    ("source", "bound", "python"),
    [
        ("ls", (), 'run_shell("ls -F")'),
        ("ls -la", (), 'run_shell("ls -F -la")'),
        ("\nls data\n", (), '\nrun_shell("ls -F data")\n'),
        ("pwd", (), "os.getcwd()"),
        ("cd data", (), 'os.chdir("data")'),
        ("time x = f()", (), "x = f()"),
        ("matplotlib inline", (), ""),
        ("pip install x", (), ""),
        ("who", (), ""),
        ("ls", ("ls",), "ls"),
        ("time", ("time",), "time"),
        ("history", ("*",), "history"),
        ("ls\nx", (), "ls\nx"),
        ("ls = 3", (), "ls = 3"),
        ("ls == 3", (), "ls == 3"),
        ("time.time()", (), "time.time()"),
        ("foo bar", (), "foo bar"),
    ],
)
def test_automagic(source: str, bound: tuple[str, ...], python: str) -> None:
    assert translated(source, *bound).python == python


@pytest.mark.parametrize(
    ("source", "python"),
    [
        ("get_ipython().run_line_magic('matplotlib', 'inline')\nx", "\nx"),
        ("get_ipython().magic('%time x = 1')", "x = 1"),
        ("get_ipython().system('ls')", 'run_shell("ls")'),
        ("x = get_ipython().getoutput('ls')", 'x = capture_shell("ls")'),
        ("if a:\n    get_ipython().run_line_magic(\n        'matplotlib',\n        'inline')", "if a:\n    pass\n\n"),
        ("get_ipython().magic(name)", "get_ipython().magic(name)"),
        ("a = get_ipython()", "a = get_ipython()"),
        ("a; get_ipython().magic('time x')", "a; get_ipython().magic('time x')"),
        ("!ls\nget_ipython().magic('time x')", 'run_shell("ls")\nx'),
    ],
)
def test_calls_of_the_kernel(source: str, python: str) -> None:
    assert translated(source).python == python


@pytest.mark.parametrize(("source", "silent"), [("%timeit f()", (1,)), ("x\n%%prun", ()), ("%%prun\nx\nf()\n", (3,))])
def test_profilers_show_no_value(source: str, silent: tuple[int, ...]) -> None:
    assert translated(source).silent_lines == silent


def test_written_files() -> None:
    done = translated("%%writefile src/a.py\nx = 1")
    assert [(item.path, item.text) for item in done.extra_files] == [("src/a.py", "x = 1\n")]
    assert translated("%%file 'b c.txt'\nx").extra_files[0].path == "b c.txt"


def test_names_are_treated_in_one_way() -> None:
    assert not set(_HANDLERS) & (MEANINGLESS | set(COMMANDS))
    assert set(_HANDLERS) - AUTOMAGIC == {"memit", "lprun", "mprun", "uv"}


def test_kinds_are_told_apart() -> None:
    kinds = [special.kind for special in find_special("%a\n!b\n!!c\n?d\n,e f\n;g h\n/i j")]
    assert kinds == [
        Kind.LINE,
        Kind.SHELL,
        Kind.CAPTURE,
        Kind.HELP,
        Kind.QUOTE_WORDS,
        Kind.QUOTE_REST,
        Kind.CALL,
    ]
