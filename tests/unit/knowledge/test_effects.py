import pytest

from nb2pkg.knowledge.effects import CallFacts, facts_of, is_immediate, stage_of_call
from nb2pkg.knowledge.tables.effects import EFFECTS, IMMEDIATE, MUTATES, STAGE

NOTHING = CallFacts(effects=frozenset(), mutates="unknown")


@pytest.mark.parametrize(
    ("qualified", "effects"),
    [
        ("matplotlib.pyplot.subplots", "plotting"),
        ("numpy.random.default_rng", ""),
        ("numpy.random.normal", "random"),
        ("numpy.random.seed", "random settings"),
        ("numpy.sin", ""),
        ("os.environ.get", "environment"),
        ("pandas.DataFrame.to_csv", "writes_file"),
        ("pandas.read_csv", "reads_file"),
        ("pandas.set_option", "settings"),
        ("print", "display"),
        ("builtins.print", "display"),
        ("requests.get", "network"),
        ("scipy.stats.halfnorm.rvs", "random"),
        ("seaborn.heatmap", "plotting"),
        ("seaborn.set_theme", "settings"),
        ("subprocess.run", "subprocess"),
        ("time.perf_counter", "clock"),
        ("warnings.filterwarnings", "settings"),
    ],
)
def test_effects(qualified: str, effects: str) -> None:
    assert facts_of(qualified, None).effects == set(effects.split())


@pytest.mark.parametrize(
    ("qualified", "method", "stage"),
    [
        ("holoviews.Curve", None, "plot"),
        ("holoviews.extension", None, None),
        ("matplotlib.pyplot.savefig", None, "save"),
        ("matplotlib.pyplot.scatter", None, "plot"),
        ("pandas.read_parquet", None, "load"),
        ("sklearn.metrics.ConfusionMatrixDisplay.from_predictions", None, "plot"),
        ("sklearn.metrics.accuracy_score", None, "evaluate"),
        ("sklearn.model_selection.train_test_split", None, "split"),
        ("tensorflow.keras.models.load_model", None, "load"),
        (None, "describe", "explore"),
        (None, "dropna", "clean"),
        (None, "fit", "train"),
        (None, "to_csv", "save"),
    ],
)
def test_stage(qualified: str | None, method: str | None, stage: str | None) -> None:
    assert stage_of_call(qualified, method) == stage


@pytest.mark.parametrize(
    ("qualified", "method", "mutates"),
    [
        (None, "append", "receiver"),
        (None, "fit", "receiver"),
        (None, "groupby", "none"),
        (None, "plot", "unknown"),
        (None, "set_index", "none"),
        (None, "set_title", "receiver"),
        ("numpy.fill_diagonal", None, "receiver"),
        ("numpy.sort", "sort", "none"),
        ("pandas.DataFrame.pop", None, "receiver"),
        ("random.shuffle", None, "receiver"),
        ("sklearn.linear_model.LassoCV", None, "none"),
        ("sklearn.linear_model.LassoCV.fit", None, "receiver"),
        ("statsmodels.graphics.tsaplots.plot_acf", None, "unknown"),
    ],
)
def test_mutates(qualified: str | None, method: str | None, mutates: str) -> None:
    assert facts_of(qualified, method).mutates == mutates


@pytest.mark.parametrize(
    ("qualified", "method", "immediate"),
    [
        (None, "apply", True),
        (None, "join", True),
        (None, "filter", False),
        ("sorted", None, True),
        ("map", None, False),
        ("filter", None, False),
        ("functools.partial", None, False),
        ("functools.reduce", None, True),
        ("scipy.optimize.curve_fit", None, True),
        ("sklearn.preprocessing.FunctionTransformer", None, False),
    ],
)
def test_immediate(qualified: str | None, method: str | None, immediate: bool) -> None:
    assert is_immediate(qualified, method) is immediate


@pytest.mark.parametrize(
    ("qualified", "method"),
    [(None, None), ("load_data", None), ("my_module.load", None), ("pandasx.read_csv", None), (None, "frobnicate")],
)
def test_nothing_is_known_of_the_users_own_functions(qualified: str | None, method: str | None) -> None:
    assert facts_of(qualified, method) == NOTHING
    assert stage_of_call(qualified, method) is None
    assert not is_immediate(qualified, method)


def test_vocabulary() -> None:
    effects = "clock display environment network none plotting random reads_file settings subprocess writes_file"
    stages = "clean evaluate explore features load none plot save split train"
    assert sorted(EFFECTS) == effects.split()
    assert sorted(STAGE) == stages.split()
    assert sorted(MUTATES) == ["none", "receiver", "unknown"]


@pytest.mark.parametrize("group", [STAGE, MUTATES], ids=["stage", "mutates"])
def test_no_name_has_two_answers(group: dict[str, dict[str, str]]) -> None:
    facts_by_name: dict[str, list[str]] = {}
    for fact, names_by_owner in group.items():
        for owner, names in names_by_owner.items():
            for name in names.split():
                facts_by_name.setdefault(f"{owner}.{name}", []).append(fact)
    assert {name: facts for name, facts in facts_by_name.items() if len(facts) > 1} == {}


def test_wildcards_are_of_the_two_kinds_that_the_index_knows() -> None:
    names = [n for g in (EFFECTS, STAGE, MUTATES, IMMEDIATE) for f in g.values() for s in f.values() for n in s.split()]
    assert [name for name in names if name.count("*") > 1 and name != "**"] == []
