import keyword

import pytest

from nb2pkg.knowledge.tables.verbs import NOT_VERBS, NOUNS, UNINFORMATIVE, VERBS
from nb2pkg.knowledge.verbs import STOPWORDS, imperative_of, is_uninformative


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("plot", "plot"),
        ("getting", "get"),
        ("fitting", "fit"),
        ("splitting", "split"),
        ("filling", "fill"),
        ("using", "use"),
        ("merging", "merge"),
        ("modelling", "fit"),
        ("visualising", "plot"),
        ("normalising", "normalize"),
        ("tokenizing", "tokenize"),
        ("standardisation", "standardize"),
        ("classification", "classify"),
        ("estimation", "estimate"),
        ("transformation", "transform"),
        ("predictions", "predict"),
        ("adjustment", "adjust"),
        ("summary", "summarize"),
        ("eda", "explore"),
        ("import", "load"),
        ("analyse", "analyze"),
        ("feature engineering", "build_features"),
    ],
)
def test_imperative(word: str, verb: str) -> None:
    assert imperative_of(word) == verb


@pytest.mark.parametrize(
    "word",
    [
        "",
        "data",
        "string",
        "during",
        "nothing",
        "noise",
        "size",
        "rising",
        "dating",
        "function",
        "distribution",
        "section",
        "experiment",
        "environment",
        "document",
        "model",
        "pairwise",
        "ring",
        "s",
        "ing",
        "population",
        "introduction",
    ],
)
def test_not_a_verb(word: str) -> None:
    assert imperative_of(word) is None


@pytest.mark.parametrize("word", ["introduction", "conclusion", "references", "part", "7", "3.1"])
def test_uninformative(word: str) -> None:
    assert is_uninformative(word)


@pytest.mark.parametrize("word", ["customers", "training", "x", "größe"])
def test_informative(word: str) -> None:
    assert not is_uninformative(word)


def test_every_verb_is_a_lower_case_identifier() -> None:
    verbs = {*NOUNS.values(), *VERBS.split()}
    assert sorted(v for v in verbs if not v.isidentifier() or keyword.iskeyword(v) or v != v.lower()) == []


def test_lists_do_not_contradict_each_other() -> None:
    verbs, uninformative, not_verbs = (set(text.split()) for text in (VERBS, UNINFORMATIVE, NOT_VERBS))
    assert sorted(verbs & uninformative) == []
    assert sorted((verbs | set(NOUNS)) & not_verbs) == []
    assert sorted(STOPWORDS & (verbs | set(NOUNS))) == []
