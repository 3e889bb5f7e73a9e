"""`tests/conftest.py`: one run of the pipeline on a copy of the data, kept in a journal that all tests read."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.harvest import harvest
from nb2pkg.emitter.templates.outline import (
    data_variable,
    functions_in_order,
    imported_modules,
    is_script,
    returned,
    secrets,
)

_TEXT = Text('''\
"""One run of the pipeline, shared by all tests that need it.

It runs on a copy of the data folder: the folder named by the environment variable
$data_variable, else $else_folder. Tests that need the run skip, saying why, when an input
file or a dependency is not there, when the network would be needed (set ${prefix}_ONLINE=1 to
allow it), or when it takes longer than ${prefix}_SECONDS (default 55).
"""

$imports
import pytest
$recording_imports
os.environ["MPLBACKEND"] = "Agg"  # before anything imports matplotlib
DEPENDENCIES: tuple[str, ...] = $dependencies
INPUTS: tuple[str, ...] = $inputs  # settings that name files which are read
SECRETS: tuple[str, ...] = $secrets
$helpers# function: what it returns, by the names of the notebook
RETURNED: dict[str, tuple[str, ...]] = {
$returned}
# function: values that tests look at
KEPT: dict[str, set[str]] = {
$kept}
MOST_BYTES = 500_000_000


@dataclass
class Journal:
    """What was called in which order, what it was given or gave, what it printed."""

    calls: list[str] = field(default_factory=list)
    values: dict[tuple[str, str], Any] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
$seen_field
    def keep(self, function: str, named: Mapping[str, Any]) -> None:
        """Copies, because later steps may change what they are given."""
        for name in KEPT.get(function, set()) & named.keys():
            self.values[function, name] = copy.copy(named[name])


@pytest.fixture(scope="session")
def installed() -> None:
    missing = [name for name in DEPENDENCIES if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (pip install -e .)")


@pytest.fixture(scope="session")
def journal(installed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    from $name import pipeline
    from $name.config import Config

    given: dict[str, Any] = {name: os.environ.get(f"${prefix}_{name}".upper(), "") for name in SECRETS}
    missing = [name for name, value in given.items() if not value]
    if missing:
        pytest.skip(f"secret {missing[0]} is not in the environment")
    config = Config($output=str(tmp_path_factory.mktemp("output")), **given)
    folder = copy_of_data(config, tmp_path_factory.mktemp("run") / "a" / "b" / "data")
    found = Journal()
$prepare    with pytest.MonkeyPatch.context() as patch, limited(patch)$looking:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["$name"])
$wrap        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                $run
        except Exception as error:
            skip_without_input(config, folder, error)
            raise
        found.printed["run"] = printed.getvalue()
$keep_seen    yield found


def skip_without_input(config: Any, folder: Path, error: Exception) -> None:
    """Skip if the run failed for want of data; any other failure is one."""
    paths = [getattr(config, name) for name in INPUTS]
    missing = [path for path in paths if not (folder / path).exists()]
    if isinstance(error, FileNotFoundError) and "$data_variable" not in os.environ:
        missing.append(error.filename)
    if missing and (isinstance(error, OSError) or len(missing) == len(paths)):
        pytest.skip(f"input file {missing[0]} is not there (set $data_variable)")


def copy_of_data(config: Any, target: Path) -> Path:
    """The data folder copied, so that nothing of the original is written over."""
    source = Path(os.environ.get("$data_variable", $folder)).resolve()
    size = 0
    for file in source.rglob("*"):
        size += file.stat().st_size if file.is_file() else 0
        if size > MOST_BYTES:
            pytest.skip(f"{source} holds over {MOST_BYTES:,} bytes (set $data_variable)")
    left_out = shutil.ignore_patterns(".*", "__pycache__", "venv", "node_modules")
    shutil.copytree(source, target, ignore=left_out, ignore_dangling_symlinks=True)
    for path in (Path(getattr(config, name)) for name in INPUTS):
        if not path.is_absolute() and (source / path).is_file() and not (target / path).exists():
            beside = (target / path).resolve()  # ../data.csv
            beside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source / path, beside)
    return target


@contextlib.contextmanager
def limited(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """No network and no end of time, unless the environment allows it."""
    look_up = socket.getaddrinfo
    seconds = int(os.environ.get("${prefix}_SECONDS", "55"))

    def local_only(host: Any, *arguments: Any, **options: Any) -> Any:
        if host not in {None, "", "localhost", "127.0.0.1", "::1"}:
            pytest.skip(f"needs the network: {host} (set ${prefix}_ONLINE=1)")
        return look_up(host, *arguments, **options)

    def time_is_up(*_: object) -> None:
        pytest.skip(f"takes longer than {seconds} s (set ${prefix}_SECONDS)")

    if "${prefix}_ONLINE" not in os.environ:
        patch.setattr(socket, "getaddrinfo", local_only)
    if not hasattr(signal, "SIGALRM"):  # Windows: no limit
        yield
        return
    before = signal.signal(signal.SIGALRM, time_is_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
''')
_RECORDED = Text('''

def recorded(journal: Journal, function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, which also writes into the journal."""
    name = function.__name__
    parameters = list(inspect.signature(function).parameters)

    def before(arguments: tuple[Any, ...]) -> None:
        journal.calls.append(name)
        journal.keep(name, dict(zip(parameters, arguments, strict=False)))

    def after(result: Any, printed: str) -> Any:
        names = RETURNED[name]
        values = (result,) if len(names) == 1 else result
        journal.keep(name, dict(zip(names, values, strict=True)) if names else {})
        journal.printed[name] = journal.printed.get(name, "") + printed
        sys.stdout.write(printed)
        return result

    @functools.wraps(function)
    def call(*arguments: Any, **settings: Any) -> Any:
        before(arguments)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            result = function(*arguments, **settings)
        return after(result, printed.getvalue())
$awaited
    return $choice
''')
_RECORDING_IMPORTS = """\
from importlib import import_module
{first}from recording.replay import {replayed}seed
from recording.watch import Watch

"""
_HELPERS = (
    "# the author's own functions whose first calls are looked at: (module, name)\nHELPERS: tuple[tuple[str, str], ...]"
)
_WRAP = """\
        for name in RETURNED:
            patch.setattr(pipeline, name, recorded(found, getattr(pipeline, name)))
"""
_WRAP_AND_WATCH = """\
        for name in RETURNED:
            function = watch.watched(getattr(pipeline, name))
            patch.setattr(pipeline, name, recorded(found, function))
"""
_SEEN = """    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
"""
_PREPARE = Text("""\
    import_module("$name.__main__").prepare_session()
    watch = Watch("$name")
    seed()
""")
_REPLAY = Text('''

Replay = Callable[[str, str], dict[str, Any]]


@pytest.fixture(scope="session")
def replay(installed: None, tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """Call a function of a module again with what it was given when it was recorded."""
    from $name.config import Config

    import_module("$name.__main__").prepare_session()
    given: dict[str, Any] = {name: os.environ.get(f"${prefix}_{name}".upper(), "") for name in SECRETS}
    config = Config($output=str(tmp_path_factory.mktemp("output")), **given)

    @functools.cache
    def call(module: str, function: str) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp(function)
        with pytest.MonkeyPatch.context() as patch, limited(patch):
            patch.chdir(copy_of_data(config, folder / "a" / "b" / "data"))
            with contextlib.redirect_stdout(io.StringIO()):
                return replayed("$name", module, function, config)

    return call
''')
_AWAITED = """
    @functools.wraps(function)
    async def await_call(*arguments: Any, **settings: Any) -> Any:
        before(arguments)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            result = await function(*arguments, **settings)
        return after(result, printed.getvalue())
"""


def render(subject: Subject) -> str:
    """Functions are wrapped in the pipeline's namespace; a flat script has none, only its output is kept."""
    plan = subject.plan
    is_async = any(step.is_async for step in plan.steps)
    functions = () if is_script(plan) else tuple(f for _, f in functions_in_order(plan))
    recorded = subject.recorded
    helpers = recorded.helpers if recorded is not None else ()
    has_data = recorded is not None and bool(recorded.data)
    text = _TEXT.substitute(
        seen_field=_SEEN if recorded else "",
        recording_imports=_RECORDING_IMPORTS.format(
            first="from recording.first import first_calls\n" if helpers else "",
            replayed="replayed, " if functions else "",
        )
        if recorded
        else "",
        else_folder="the data in `tests/recording/data`" if has_data else "the current one",
        folder='Path(__file__).parent / "recording" / "data"' if has_data else '"."',
        prepare=_PREPARE.substitute(name=plan.name) if recorded else "",
        looking=_looking(helpers) if recorded else "",
        helpers=f"{_HELPERS} = {helpers!r}\n" if helpers else "",
        keep_seen="        found.seen = watch.seen\n" if recorded else "",
        name=plan.name,
        prefix=plan.prefix,
        output=plan.output_name,
        data_variable=data_variable(plan),
        imports=_imports(has_functions=bool(functions), is_async=is_async),
        dependencies=repr(imported_modules(subject)),
        inputs=repr(plan.inputs),
        secrets=repr(tuple(p.name for p in secrets(plan))),
        returned="".join(f"    {f.name!r}: {returned(f)!r},\n" for f in functions),
        kept=_kept(subject),
        wrap=_WRAP_AND_WATCH if recorded else _WRAP if functions else "",
        run=_run(is_async=is_async, is_watched=recorded is not None and not functions),
    )
    choice = "await_call if inspect.iscoroutinefunction(function) else call" if is_async else "call"
    text += _RECORDED.substitute(awaited=_AWAITED if is_async else "", choice=choice) if functions else ""
    replay = _REPLAY.substitute(name=plan.name, prefix=plan.prefix, output=plan.output_name)
    return text + (replay if recorded and functions else "")


def _looking(helpers: tuple[tuple[str, str], ...]) -> str:
    return ", watch.looking()" + (", first_calls(watch, HELPERS)" if helpers else "")


def _run(*, is_async: bool, is_watched: bool) -> str:
    """The call of the pipeline; of a flat script the whole run is what can be watched."""
    call = "watch.watched(pipeline.run)(config)" if is_watched else "pipeline.run(config)"
    return f"asyncio.run({call})" if is_async else call


def _imports(*, has_functions: bool, is_async: bool) -> str:
    modules = ["contextlib", "copy", "importlib.util", "io", "os", "shutil", "signal", "socket", "sys"]
    modules += ["functools", "inspect"] if has_functions else []
    modules += ["asyncio"] if is_async else []
    abstract = "Callable, Iterator, Mapping" if has_functions else "Iterator, Mapping"
    lines = [f"import {module}" for module in sorted(modules)]
    lines += [f"from collections.abc import {abstract}", "from dataclasses import dataclass, field"]
    return "\n".join([*lines, "from pathlib import Path", "from typing import Any", ""])


def _kept(subject: Subject) -> str:
    kept: dict[str, dict[str, None]] = {}
    for shown in harvest(subject).values:
        kept.setdefault(shown.function, {})[shown.variable] = None
    return "".join(f"    {function!r}: {{{', '.join(map(repr, names))}}},\n" for function, names in kept.items())


TEMPLATE = Template(path="tests/conftest.py", render=render)
