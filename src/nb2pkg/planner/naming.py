"""Names of functions: a verb and an object, from the heading above the code, else from what it does and makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, groupby, pairwise

from msgspec import Struct

from nb2pkg.knowledge.verbs import STOPWORDS, imperative_of, is_uninformative
from nb2pkg.syntax.names import is_usable, snake_case

MOST_WORDS = 4
LONGEST = 36
VERB_BY_STAGE = {
    "load": "load",
    "clean": "clean",
    "features": "build",
    "split": "split",
    "train": "fit",
    "evaluate": "evaluate",
    "plot": "plot",
    "save": "save",
    "explore": "explore",
    "setup": "configure",
}
NOUN_BY_STAGE = {
    "load": "data",
    "clean": "data",
    "features": "features",
    "split": "data",
    "train": "model",
    "evaluate": "model",
    "plot": "figures",
    "save": "results",
    "explore": "data",
    "setup": "session",
}
BLAND = frozenset(
    {
        "df",
        "data",
        "x",
        "y",
        "i",
        "j",
        "k",
        "a",
        "b",
        "c",
        "n",
        "m",
        "t",
        "fig",
        "ax",
        "axes",
        "axs",
        "result",
        "col",
        "cols",
        "column",
        "row",
        "rows",
        "idx",
        "key",
        "name",
        "names",
        "item",
        "line",
        "d",
        "s",
        "p",
        "v",
        "k2",
        "ax1",
        "ax2",
        "plt",
        "np",
        "pd",
        "sns",
        "info",
        "elem",
        "tup",
        "arr",
        "lst",
        "obj",
        "r",
        "e",
        "w",
        "z",
        "h",
        "u",
        "q",
        "results",
        "res",
        "temp",
        "tmp",
        "out",
        "output",
        "f",
        "g",
        "_",
        "val",
        "value",
        "values",
        "model",
        "mod",
        "handle",
        "fh",
        "fp",
        "file",
        "infile",
        "outfile",
        "x_train",
        "x_test",
        "x_val",
        "x_valid",
        "y_train",
        "y_test",
        "y_val",
        "y_valid",
        "y_pred",
        "pred",
        "preds",
        "ret",
        "legend",
        "base",
    }
)


class Described(Struct, frozen=True, kw_only=True):
    """What is known of a function that needs a name. `heading`: empty if the heading was used for another already."""

    heading: str
    stage: str
    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    touched: tuple[str, ...]  # other names that it binds, shows or calls, most telling first
    files: tuple[str, ...] = ()  # settings that name the files it reads or writes
    deeds: tuple[str, ...] = ()  # calls that say what it does: `plot_cusum`
    things: tuple[str, ...] = ()  # names after what it constructs
    is_written: bool = False  # what it makes stands in the code: lists of columns, say


class Namer:
    """Gives out names that nothing else has."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def name(self, what: Described) -> str:
        """The best name that is still free, and takes it."""
        for candidate in _candidates(what):
            name = candidate[:LONGEST].rstrip("_")
            if is_usable(name) and name not in self._taken and "_" in name and not _stutters(name):
                self._taken.add(name)
                return name
        raise AssertionError("the last resort is endless")


def verb_of(stage: str, outputs: tuple[str, ...], *, is_written: bool = False) -> str:
    """The verb where no heading has one. `is_written`: what it makes stands in the code."""
    otherwise = "examine" if not outputs else "define" if is_written else "compute"
    return VERB_BY_STAGE.get(stage, otherwise)


def _stutters(name: str) -> bool:
    """`save_save`, `fit_model_model`."""
    words = name.split("_")
    return any(a == b for a, b in pairwise(words))


def _candidates(what: Described) -> Iterator[str]:
    """Names to try, best first; endless in practice."""
    from_heading, heading_verb = heading_name(what.heading, what.stage)
    verb = heading_verb or verb_of(what.stage, what.outputs, is_written=what.is_written)
    nouns = [noun for noun in _nouns(what) if not verb.endswith(noun)]  # no `detrend_trend`
    stage_of_verb = next((stage for stage, usual in VERB_BY_STAGE.items() if usual == verb), what.stage)
    default = NOUN_BY_STAGE.get(stage_of_verb, "values")
    if from_heading:
        yield from_heading
    if what.stage in {"split", "setup"}:
        yield f"{verb}_{default}"
    if verb == "examine":
        yield from what.deeds
    yield from (f"{verb}_{noun}" for noun in nouns)
    if from_heading:
        yield from (f"{from_heading}_{noun}" for noun in nouns)
        if not from_heading.startswith(verb):
            yield f"{from_heading}_{verb}"
    yield from (*what.deeds, *what.things)
    yield f"{verb}_{default}"
    yield from (f"{verb}_{noun}" for noun in _numbered(what))
    yield from (f"{verb}_{a}_and_{b}" for a, b in pairwise(nouns))
    yield from (f"{verb}_{a}_for_{b}" for a in nouns for b in map(snake_case, what.inputs) if a != b)
    yield from _last_resorts(from_heading or f"{verb}_{(nouns or [default])[0]}")


_NUMBER = "0123456789_"
ORDINALS = ("again", "further", "once_more", "in_addition", "next", "afterwards", "finally", "subsequently")


def _last_resorts(base: str) -> Iterator[str]:
    yield from (f"{_steady(base[: LONGEST - 14])}_{word}" for word in ORDINALS)
    yield from (f"{_steady(base[: LONGEST - 26])}_{first}_{second}" for first in ORDINALS for second in ORDINALS)
    yield from (f"{_steady(base[: LONGEST - 6])}_{number}" for number in count(2))


def _steady(name: str) -> str:
    """`plot_plot_runs` -> `plot_runs`: with a word twice in a row no name is given, whatever is put behind it."""
    return "_".join([word for word, _ in groupby(name.rstrip("_").split("_"))])


def _nouns(what: Described) -> list[str]:
    """The files it is about, what it makes, what it touches, then what it works on, the latest made first."""
    files = [snake_case(re.sub(r"_(path|url)$", "", name)) for name in what.files]
    telling = dict.fromkeys((*files, *(name for name in _named(what) if name.rstrip(_NUMBER) not in BLAND)))
    found = [name for name in telling if len(name) > 1 and name[0].isalpha()]
    return sorted(found, key=lambda name: len(name) == 2)  # `y0` where there is nothing else


def _numbered(what: Described) -> Iterator[str]:
    """Bland names with a number: `data_1` tells more than nothing."""
    return (name for name in _named(what) if name not in BLAND and name.rstrip(_NUMBER) in BLAND)


def _named(what: Described) -> list[str]:
    return [snake_case(name) for name in (*what.outputs, *what.touched, *reversed(what.inputs))]


def heading_name(heading: str, stage: str) -> tuple[str, str]:
    """`## 3. Data cleaning` -> (`clean_data`, `clean`); the name is empty where there is no object."""
    words = _words(heading)
    while words and (words[0] in STOPWORDS or is_uninformative(words[0])):
        words = words[1:]
    if not words:
        return "", ""
    phrase = imperative_of(" ".join(words)) or ""
    if "_" in phrase:
        return phrase, phrase.partition("_")[0]
    if "split" in words and {"train", "test"} & set(words):
        return "split_data", "split"
    verb, rest = _verb_and_rest(words, stage)
    content = [word for word in rest if word not in STOPWORDS and not is_uninformative(word)][: MOST_WORDS - 1]
    return (_short("_".join([verb, *content])) if content else ""), verb


def _short(name: str) -> str:
    while len(name) > LONGEST and "_" in name:
        name = name.rpartition("_")[0]
    return name


def _words(heading: str) -> list[str]:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|<[/!a-zA-Z][^>]*>|`|\$[^$]*\$|https?://\S+", r"\1", heading)
    text = re.sub(r"['\u2019]s?\b", "", text)
    text = re.sub(
        r"^\s*(part|step|section|chapter|question|exercise|task|q)?\s*[\dIVXivx]+(\.\d+)*\s*[.:)\-\u2013]\s*",
        "",
        text,
        flags=re.I,
    )
    words = [snake_case(word) for word in re.split(r"[^\w]+", text)]
    return [word for word in words if word and not word[0].isdigit() and word.isidentifier()]


def _verb_and_rest(words: list[str], stage: str) -> tuple[str, list[str]]:
    """The verb that a heading holds (first or last word), or the stage's verb with the heading as its object."""
    first = imperative_of(words[0])
    if first:
        return first, words[1:]
    last = imperative_of(words[-1])
    if last:
        return last, words[:-1]
    return VERB_BY_STAGE.get(stage, "analyze"), words
