"""Recording a package: one run of it becomes annotations and tests, which are then tried themselves."""

from __future__ import annotations

import tempfile
from pathlib import Path

from msgspec import Struct, field

from nb2pkg.base_file import Landing, as_generated
from nb2pkg.emitter import emit_package
from nb2pkg.engine.recorded_run import RunForTests, run_for_tests, run_recorded
from nb2pkg.model.choices import Choices
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.package import Package
from nb2pkg.model.plan import PackagePlan
from nb2pkg.model.recording import RecordedTests, Recording
from nb2pkg.model.typing_error import TypingError
from nb2pkg.model.verdict import Verdict
from nb2pkg.package_folder import replace_package, write_package
from nb2pkg.pipeline import plan_notebook
from nb2pkg.reader import read_notebook, without_secrets
from nb2pkg.recorder.annotate import Loose, with_types
from nb2pkg.recorder.recorded_tests import Failures, helpers_of, recorded_tests
from nb2pkg.recorder.typing_errors import loosened, with_marks
from nb2pkg.verifier.limits import Limits
from nb2pkg.verifier.run_calls import CallsJob, shipped_modules
from nb2pkg.verifier.run_checks import TestRun, has_mypy, run_tests, typing_errors

ROUNDS = 4


class RecordRequest(Struct, frozen=True, kw_only=True):
    """What was asked for. `out` is the folder that the package is written to, as `convert --force` would."""

    notebook: Path
    out: Path
    python: str  # the interpreter in whose environment the package runs
    plan: PackagePlan | None = None  # of the package; made from the notebook if not given
    limits: Limits = field(default_factory=Limits)
    data: Path | None = None
    landing: Landing = as_generated
    verdict: Verdict | None = None  # of a verification before, to be told in the package's documents


class Recorded(Struct, frozen=True, kw_only=True):
    """The package with its tests and types, and how these fare on it. `errors`: mypy's, that are left."""

    package: Package
    recording: Recording
    tests: RecordedTests
    run: TestRun
    errors: tuple[TypingError, ...]
    loose: Loose

    @property
    def summary(self) -> str:
        """One line for the terminal."""
        tested = f"functions tested alone {len(self.tests.replayed)}, in a run {len(self.tests.in_run)}"
        types = (
            f"mypy has {len(self.errors) or 'no'} complaints" if has_mypy() else "mypy is not here to check the types"
        )
        failing = f"; {len(self.run.others)} other tests of the package fail" if self.run.others else ""
        tried = self.run.trouble and f"; the tests were not tried: {self.run.trouble.splitlines()[-1]}"
        return f"Recorded: {tested}; {types}{failing}{tried}."


def record_package(request: RecordRequest) -> Recorded:
    """Converts the notebook, runs the package once, and writes it with tests and types from that run.

    To be called for a package whose verdict is not "different": what is recorded is what it does, right or wrong.
    Raises Nb2pkgError if the notebook cannot be converted or the run gives no record.
    """
    notebook, plan = _planned(request)
    with tempfile.TemporaryDirectory(prefix="nb2pkg-", ignore_cleanup_errors=True) as folder:
        work = _Work(request, notebook, plan, Path(folder).resolve())
        found = work.recorded()
    if request.out.exists():
        replace_package(request.landing(found.package), request.out, notebooks=[request.notebook])
    else:
        write_package(request.landing(found.package), request.out)
    return found


def _planned(request: RecordRequest) -> tuple[Notebook, PackagePlan]:
    if request.plan is not None:
        return without_secrets(read_notebook(request.notebook)), request.plan
    return plan_notebook(request.notebook, Choices(python=request.python))


class _Work:
    """One recording, in a folder of its own."""

    def __init__(self, request: RecordRequest, notebook: Notebook, plan: PackagePlan, home: Path) -> None:
        self.request, self.notebook, self.plan, self.home = request, notebook, plan, home
        self.shipped = shipped_modules()
        self.tries = 0

    def recorded(self) -> Recorded:
        """The run; then types until mypy has nothing to say about them, then tests until they pass."""
        bare = self._written(emit_package(self.notebook, self.plan))
        job, recording = run_recorded(self._job(bare), self.home)
        told = run_for_tests(self.plan, job, recording, self.home)
        tests = self._tests(told, Failures())
        plan, loose = self._typed_plan(recording, tests)
        tests, run = self._passing(plan, told, tests)
        package = self._emitted(plan, tests)
        errors = self._errors(package)
        if errors:
            package = with_marks(package, errors)
            errors = self._errors(package)
        return Recorded(package=package, recording=recording, tests=tests, run=run, errors=errors, loose=loose)

    def _emitted(self, plan: PackagePlan, tests: RecordedTests) -> Package:
        return emit_package(self.notebook, plan, recorded=tests, verdict=self.request.verdict)

    def _job(self, folder: Path) -> CallsJob:
        functions = tuple("run" if f.is_script else f.name for m in self.plan.modules for f in m.functions)
        return CallsJob(
            package=self.plan.name,
            source=folder / "src",
            functions=functions,
            output_name=self.plan.output_name,
            folder=self.request.notebook.resolve().parent,
            data=self.request.data,
            python=self.request.python,
            limits=self.request.limits,
            helpers=helpers_of(self.plan),
            tables=any(one.distribution == "pandas" and not one.is_optional for one in self.plan.requirements),
        )

    def _written(self, package: Package) -> Path:
        self.tries += 1
        folder = self.home / f"package-{self.tries}"
        write_package(package.files, folder)
        return folder

    def _tests(self, told: RunForTests, failures: Failures) -> RecordedTests:
        return recorded_tests(
            self.plan,
            told.recording,
            shipped=self.shipped,
            data=told.data,
            contracts=told.contracts,
            failures=failures,
        )

    def _typed_plan(self, recording: Recording, tests: RecordedTests) -> tuple[PackagePlan, Loose]:
        """The plan with types. What mypy finds wrong with a type leaves it open."""
        loose: Loose = frozenset()
        for _ in range(ROUNDS):
            plan = with_types(self.plan, self.notebook, recording, loose)
            package = self._emitted(plan, tests)
            more = loosened(self._errors(package), package) - loose
            if not more:
                return plan, loose
            loose |= more
        return with_types(self.plan, self.notebook, recording, loose), loose

    def _errors(self, package: Package) -> tuple[TypingError, ...]:
        if not has_mypy():
            return ()
        folder = self._written(package)
        return typing_errors(folder, python=self.request.python, home=self.home / "mypy", limits=self.request.limits)

    def _passing(self, plan: PackagePlan, told: RunForTests, tests: RecordedTests) -> tuple[RecordedTests, TestRun]:
        """Tests that pass on the package. What fails alone is seen in a run instead; what fails there is left out."""
        failures = Failures()
        run = self._run(plan, tests)
        for _ in range(ROUNDS):
            if not run.alone and not run.in_run:
                break
            failures = Failures(
                alone=failures.alone | run.alone, in_run=failures.in_run | run.in_run, is_broken=bool(run.others)
            )
            tests = self._tests(told, failures)
            run = self._run(plan, tests)
        return tests, run

    def _run(self, plan: PackagePlan, tests: RecordedTests) -> TestRun:
        folder = self._written(self._emitted(plan, tests))
        return run_tests(
            folder,
            package=plan.name,
            python=self.request.python,
            home=self.home / f"tests-{self.tries}",
            limits=self.request.limits,
        )
