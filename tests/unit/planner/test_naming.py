"""Names of functions."""

from __future__ import annotations

import builtins
import keyword
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.planner.naming import LONGEST, VERB_BY_STAGE, Described, Namer, heading_name


@pytest.mark.parametrize(
    ("heading", "stage", "name"),
    [
        ("Data cleaning", "", "clean_data"),
        ("3. Train / test split", "", "split_data"),
        ("Feature engineering", "", "build_features"),
        ("Introduction", "load", ""),
        ("2.1 Load the data", "", "load_data"),
        ("Part II: Model training", "", "train_model"),
        ("Cleaning [the data](http://x.org/a_b) `df`", "", "clean_data_df"),
        ("Results", "evaluate", ""),
        ("Correlation matrix", "plot", "plot_correlations"),
        ("What's next?", "", ""),
        ("1.", "", ""),
        ("🎉🎉", "plot", ""),
        ("", "load", ""),
    ],
)
def test_heading_name(heading: str, stage: str, name: str) -> None:
    assert heading_name(heading, stage)[0] == name


def described(heading: str = "", stage: str = "", *, is_written: bool = False, **more: tuple[str, ...]) -> Described:
    names = {"outputs": (), "inputs": (), "touched": ()} | more
    return Described(heading=heading, stage=stage, is_written=is_written, **names)


@pytest.mark.parametrize(
    ("what", "name"),
    [
        (described(stage="load", files=("churn_path",), outputs=("df",)), "load_churn"),
        (described(stage="load", outputs=("df",)), "load_data"),
        (described("Data cleaning", "clean", outputs=("df",)), "clean_data"),
        (described(outputs=("TotalCharges",)), "compute_total_charges"),
        (described(stage="split", outputs=("X_train", "X_test")), "split_data"),
        (described(stage="train", outputs=("model",), inputs=("X_train",)), "fit_model"),
        (described(stage="setup"), "configure_session"),
        (described(outputs=("wide_columns",), is_written=True), "define_wide_columns"),
        (described(stage="clean", outputs=("data_1", "data_2")), "clean_data"),
        (described(stage="plot", inputs=("res",), deeds=("plot_cusum",)), "plot_cusum"),
        (described(deeds=("show_versions",), touched=("made",)), "show_versions"),
        (described(outputs=("m",), things=("create_model",)), "create_model"),
        (described("Testing the residuals"), "check_residuals"),
        (described("Detrend", outputs=("trend", "flat")), "detrend_flat"),
    ],
)
def test_first_choice(what: Described, name: str) -> None:
    assert Namer(set()).name(what) == name


def test_a_taken_name_is_not_given() -> None:
    assert Namer({"clean_data"}).name(described("Data cleaning", "clean", outputs=("orders",))) == "clean_orders"


names = st.lists(
    st.sampled_from(("df", "x", "class", "list", "X_train", "größe", "_", "__", "a1", "total")), max_size=2
)
whats = st.builds(
    described,
    st.sampled_from(("", "Data cleaning", "class", "Introduction", "Import", "Model", "Größe der Märkte")) | st.text(),
    st.sampled_from(("", "unknown", *VERB_BY_STAGE)),
    outputs=names.map(tuple), inputs=names.map(tuple), touched=names.map(tuple), files=names.map(tuple),
)  # fmt: skip


@given(st.lists(whats, min_size=1, max_size=12))
def test_names_are_usable_and_given_once(all_whats: list[Described]) -> None:
    taken = {"load_data", "clean_data"}
    namer = Namer(set(taken))
    given_names = [namer.name(what) for what in all_whats]
    assert len({*given_names, *taken}) == len(given_names) + len(taken)
    for name in given_names:
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert not hasattr(builtins, name)
        assert len(name) <= LONGEST
        assert not re.fullmatch(r"(step|cell|part|function|block|section)_?\d*", name)


def test_the_same_description_many_times() -> None:
    namer = Namer(set())
    given_names = [namer.name(described(stage="load", outputs=("df",))) for _ in range(150)]
    assert len(set(given_names)) == 150
    assert not any(re.search(r"\d", name) for name in given_names[:20])


@given(
    st.sampled_from(sorted(VERB_BY_STAGE)), st.lists(st.sampled_from(("plot", "load", "runs", "a")), max_size=6), names
)
def test_nouns_that_repeat_the_verb_or_themselves(stage: str, words: list[str], inputs: list[str]) -> None:
    what = described(stage=stage, outputs=("_".join([VERB_BY_STAGE[stage], *words]),), inputs=tuple(inputs))
    namer = Namer(set())
    assert len({namer.name(what) for _ in range(100)}) == 100
