"""The refactoring before it exists: decided by the planner, written down by the emitter.

A plan holds no source text but names, parameter defaults and what the author's comments say of them, so it can be
printed, compared and stored as JSON.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from nb2pkg.model.choices import Choices
from nb2pkg.model.choices import Cut as Cut
from nb2pkg.model.choices import Displays as Displays
from nb2pkg.model.choices import Figures as Figures
from nb2pkg.model.choices import Pipeline as Pipeline
from nb2pkg.model.flow import ImportBinding
from nb2pkg.model.kept_model import Hindrance as Hindrance
from nb2pkg.model.kept_model import KeptModel as KeptModel
from nb2pkg.model.notebook import Location, StmtRef


class ParameterKind(Enum):
    """What a setting of the package is."""

    PATH = "path"
    URL = "url"
    SEED = "seed"
    SECRET = "secret"
    VALUE = "value"


class Parameter(Struct, frozen=True, kw_only=True):
    """A field of the package's `Config`. `default` is the literal's source form, empty for a required setting."""

    name: str
    default: str
    annotation: str
    kind: ParameterKind
    origin: StmtRef
    variable: str = ""  # the notebook variable that it replaces, if any
    comment: str = ""  # what the author says of it
    roles: str = ""  # what it is in the calls that it is handed to, names in backticks


class Requirement(Struct, frozen=True, kw_only=True):
    """A dependency of the package and what it follows from."""

    distribution: str
    specifier: str
    evidence: str
    is_optional: bool = False  # the code has an answer to its absence


# What is changed in a statement's text; everything else stays as the author wrote it. ---------------------------------


class UseParameter(Struct, frozen=True, kw_only=True):
    """The literal at `at` becomes the setting's name."""

    at: Location
    parameter: str


class RenameName(Struct, frozen=True, kw_only=True):
    """The identifier at `at` becomes `to`."""

    at: Location
    to: str


class PassNames(Struct, frozen=True, kw_only=True):
    """The call that ends before `at` is given `names` as keyword arguments: (keyword, value) pairs."""

    at: Location
    names: tuple[tuple[str, str], ...]
    after_comma: bool = False
    first: bool = False


class BindNames(Struct, frozen=True, kw_only=True):
    """The function named at `at`, used as a value, becomes itself with `names` bound: (keyword, value) pairs."""

    at: Location
    names: tuple[tuple[str, str], ...]


class AddParameters(Struct, frozen=True, kw_only=True):
    """The function defined by a statement takes `names` as further keyword-only parameters, inserted at `at`."""

    at: Location
    names: tuple[str, ...]
    prefix: str  # what must stand before them: "", ", ", "*, ", ", *, "
    suffix: str = ""


class GlobalToNonlocal(Struct, frozen=True, kw_only=True):
    """A `global` statement that now stands in a function. `names`: those that it changes; none: `pass`."""

    at: Location
    names: tuple[str, ...]


class ShowValue(Struct, frozen=True, kw_only=True):
    """The expression at `at` is what the cell displays. `number`: its place in the output history, 0 for none."""

    at: Location
    number: int = 0


class SaveHere(Struct, frozen=True, kw_only=True):
    """The call at `at` shows figures (`plt.show()`); it saves and closes them instead."""

    at: Location


class OnlyArgument(Struct, frozen=True, kw_only=True):
    """The function at `at` is called for nothing but its argument (`plt.show(plot(x))`); the argument stays."""

    at: Location


class DropAssignment(Struct, frozen=True, kw_only=True):
    """`name = value` whose name nobody reads: only the value is kept; `at` covers everything before the value."""

    at: Location


class Annotate(Struct, frozen=True, kw_only=True):
    """A parameter or a function that the author left without a type gets `text` at `at`: `: int`, ` -> str`."""

    at: Location
    text: str


class KeepLearnt(Struct, frozen=True, kw_only=True):
    """The call at `at` learns something from all rows: a model that is trained keeps it, for use with new data.

    `encoder`: where the called function is named, if the call makes columns of categories; None for a statistic.
    """

    at: Location
    label: str
    encoder: Location | None = None


Edit = (
    UseParameter
    | RenameName
    | PassNames
    | BindNames
    | AddParameters
    | GlobalToNonlocal
    | ShowValue
    | SaveHere
    | DropAssignment
    | Annotate
    | OnlyArgument
    | KeepLearnt
)


class Origin(Enum):
    """What a unit of code was in the notebook."""

    STEP = "step"  # a stretch of the notebook's flow
    DEFINITION = "definition"  # the author's own function or class
    CONSTANT = "constant"


class FigurePoint(Struct, frozen=True, kw_only=True):
    """After this statement all open figures are saved and closed, as the end of a cell does."""

    after: StmtRef


class FunctionPlan(Struct, frozen=True, kw_only=True):
    """A function made from a stretch of the flow. `is_script`: it was not cut, but runs as a flat script."""

    name: str
    stage: str
    inputs: tuple[str, ...]
    settings: tuple[str, ...]  # fields of Config that it needs
    unpacked: tuple[str, ...]  # those that must be plain names in its frame although it takes the whole Config
    outputs: tuple[str, ...]
    results: tuple[str, ...]  # returned though nothing later reads them
    initialised: tuple[str, ...]  # may stay unbound in the notebook: set to None first
    body: tuple[StmtRef, ...]
    edits: tuple[Edit, ...]
    figures: tuple[FigurePoint, ...]
    local_imports: tuple[ImportBinding, ...]
    prose: tuple[int, ...]
    takes_config: bool = False
    is_async: bool = False
    is_script: bool = False
    types: tuple[tuple[str, str], ...] = ()  # of inputs, seen when the package was run
    return_type: str = ""
    models: tuple[KeptModel, ...] = ()
    inputs_checked: tuple[tuple[StmtRef, str], ...] = ()  # after which statements which tables are, for predictions

    @property
    def figure_name(self) -> str:
        """What the files of its figures are called, but for their numbers."""
        return "figure" if self.is_script else self.name


class DefinitionPlan(Struct, frozen=True, kw_only=True):
    """A function, class or constant of the author's at the top of a module."""

    name: str
    ref: StmtRef
    origin: Origin
    edits: tuple[Edit, ...] = ()
    lifted: tuple[str, ...] = ()


class ModulePlan(Struct, frozen=True, kw_only=True):
    """A module: what it imports, from outside and from its siblings, and what stands in it, in order."""

    name: str
    imports: tuple[ImportBinding, ...]
    guarded_imports: tuple[StmtRef, ...]
    siblings: tuple[tuple[str, str], ...]  # (module, name)
    runtime: tuple[tuple[str, str], ...]  # helpers: (helper module, name)
    definitions: tuple[DefinitionPlan, ...]
    functions: tuple[FunctionPlan, ...]
    future: bool = False  # from __future__ import annotations stood in the notebook, or changes nothing but types
    type_imports: tuple[ImportBinding, ...] = ()  # needed by annotations alone


class Step(Struct, frozen=True, kw_only=True):
    """A call in the pipeline: a function, or a chapter made of further steps."""

    function: str
    module: str
    inputs: tuple[str, ...]
    settings: tuple[str, ...]
    outputs: tuple[str, ...]
    takes_config: bool
    is_async: bool
    heading: str = ""
    chapter: tuple[Step, ...] = ()
    types: tuple[tuple[str, str], ...] = ()  # of a chapter's inputs, seen when the package was run
    return_type: str = ""


class StagePlan(Struct, frozen=True, kw_only=True):
    """Steps of the pipeline that are run together, and what is handed over after them."""

    name: str
    step: Step  # the chapter that holds them
    settings: tuple[str, ...]  # fields of Config on which they depend, but for secrets
    keeps: tuple[str, ...]  # names that later stages read, of all that are bound by then


class Serving(Struct, frozen=True, kw_only=True):
    """How the features of a model are made of new data, read from the file that the setting `source` names.

    `table`: the statement that reads it, and the variable. `steps` come to where rows are divided, `whole` are all of
    them there; new rows are all held out: `divided` is the name of those, empty if it is the same. `later` steps come
    after. `state`: names that these take from what was saved with the model. `features` is what the model is given,
    `settings` those on which it depends besides `source`. `learnt` are the statements whose statistics are kept.
    With hindrances there is no such way.
    """

    model: KeptModel
    features: str = ""
    source: str = ""
    table: tuple[StmtRef, str] | None = None
    steps: tuple[Step, ...] = ()
    whole: str = ""
    divided: str = ""
    later: tuple[Step, ...] = ()
    state: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    learnt: tuple[StmtRef, ...] = ()
    hindrances: tuple[Hindrance, ...] = ()


class Fate(Enum):
    """Where a statement went."""

    FUNCTION = "function"
    CONSTANT = "constant"
    PARAMETER = "parameter"
    IMPORT = "import"
    DROPPED = "dropped"
    REFUSED = "refused"


class Placement(Struct, frozen=True, kw_only=True):
    """One statement's place in the package (`module` and `name`), or the reason why it has none."""

    ref: StmtRef
    fate: Fate
    module: str = ""
    name: str = ""
    reason: str = ""


class Refusal(Struct, frozen=True, kw_only=True):
    """What was not refactored as asked, why, and the smallest edit that would lift it."""

    code: str
    cell: int
    message: str
    remedy: str


class PackagePlan(Struct, frozen=True, kw_only=True):
    """A whole package. `config_name` is the name under which functions receive the settings."""

    name: str
    title: str
    source: str  # the notebook's file name
    python_version: str
    displays: Displays
    figures: Figures
    modules: tuple[ModulePlan, ...]
    steps: tuple[Step, ...]
    parameters: tuple[Parameter, ...]
    requirements: tuple[Requirement, ...]
    placements: tuple[Placement, ...]
    refusals: tuple[Refusal, ...]
    effect_imports: tuple[ImportBinding, ...] = ()  # kept for what importing them does
    config_name: str = "config"
    output_name: str = "output_dir"  # the field of Config that says where figures go
    inputs: tuple[str, ...] = ()  # names of parameters that are files which are read
    aliases: tuple[tuple[str, str], ...] = ()  # helpers whose names the notebook uses itself, and what to call them
    pipeline_type_imports: tuple[ImportBinding, ...] = ()  # needed by annotations in `pipeline.py` alone
    has_types: bool = False  # the package was run, and what was seen became annotations
    handover: bool = False  # with all that an organisation asks for: CI, container, documents with open questions
    pipeline: Pipeline = Pipeline.NONE
    stages: tuple[StagePlan, ...] = ()  # where it is to be run one stage at a time; `steps` are their steps then
    saves_models: bool = False
    models: tuple[Serving, ...] = ()  # one for each model that is saved

    @property
    def choices(self) -> Choices:
        """What makes this plan of the notebook."""
        return Choices(
            name=self.name,
            displays=self.displays,
            figures=self.figures,
            cut=self.cut,
            handover=self.handover,
            pipeline=self.pipeline,
            models=self.saves_models,
        )

    module_files: tuple[
        str, ...
    ] = ()  # files written by `%%writefile` that are imported: they stand beside the package
    cut: Cut = Cut.FUNCTIONS  # as asked for; a notebook that must stay a script is one whatever was asked for

    @property
    def folder(self) -> str:
        """Where its modules stand below `src`: the name has a dot where the package is part of a project."""
        return self.name.replace(".", "/")

    @property
    def up(self) -> str:
        """The way from its folder of tests or documents to the root."""
        return "../" * (1 + self.name.count("."))

    @property
    def prefix(self) -> str:
        """What the names of its environment variables begin with."""
        return self.name.replace(".", "_").upper()
