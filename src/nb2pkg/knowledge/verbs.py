"""From words of headings to the verbs that functions are named with: `cleaning` -> `clean`, `EDA` -> `explore`."""

from collections.abc import Iterator
from functools import cache

from nb2pkg.knowledge.tables.verbs import NOT_VERBS, NOUNS, UNINFORMATIVE, VERBS

_STOPWORDS = """
    a about again all also am an and any are as at be been being between both but by can could did do does doing
    done each else ever few for from further had has have having he her here his how i if in into is it its itself
    just let let's lets like may me might more most much must my no nor not now of off on once only or other our out
    over own per quite rather same shall she should so some such than that the their them then there these they this
    those through to too under until up upon us very via was we were what when where whether which while who whom
    why will with within without would yet you your
"""
STOPWORDS = frozenset(_STOPWORDS.split())
_VERBS = frozenset(VERBS.split())
_UNINFORMATIVE = frozenset(UNINFORMATIVE.split())
_NOT_VERBS = frozenset(NOT_VERBS.split())


@cache
def imperative_of(word: str) -> str | None:
    """The imperative for a gerund, a noun of action or a verb; `None` for any other word.

    `word` is in lower case and may be a phrase of words with one space between. The result is an identifier,
    sometimes of two words, and never a keyword. British spelling becomes American: a project of many notebooks needs
    one of the two.

    >>> [imperative_of(word) for word in ("splitting", "normalisation", "feature engineering", "string")]
    ['split', 'normalize', 'build_features', None]
    """
    if word in _NOT_VERBS:
        return None
    for form in (word, word.removesuffix("s")):
        known = NOUNS.get(form)
        if known:
            return known
    for candidate in _candidates(word):
        if candidate in _VERBS:
            return NOUNS.get(candidate, candidate)
    return _by_suffix(word)


def is_uninformative(word: str) -> bool:
    """Whether a word of a heading, in lower case, tells nothing of what the code does: `introduction`, `part`, `7`."""
    return not any(character.isalpha() for character in word) or word in _UNINFORMATIVE


def _candidates(word: str) -> Iterator[str]:
    """Verbs that a word may be a form of, the likelier first. Most of them are no words: the caller looks them up."""
    yield word
    if word.endswith("ing"):
        yield from _stems(word.removesuffix("ing"))
        if word.endswith("ying"):
            yield word.removesuffix("ying") + "ie"
        return
    noun = word.removesuffix("s")
    if noun.endswith("ation"):
        yield noun.removesuffix("ation") + "ate"
        yield from _stems(noun.removesuffix("ation"))
    if noun.endswith("ion"):
        yield from _stems(noun.removesuffix("ion"))
    if noun.endswith("ment"):
        yield noun.removesuffix("ment")


def _stems(stem: str) -> Iterator[str]:
    """`mak` -> `make`, `split(t)` -> `split`, `fitt` -> `fit`. An ending `is` is tried as `ize` too."""
    yield stem
    yield stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("is"):
        yield stem[:-1] + "ze"


# Endings that few but verbs of these classes have, longest first, and the verb's own. The stem before them has a
# length of three or more, which keeps `rising` and `dating` out; `not_verbs` holds the other exceptions.
_VERB_ENDING_BY_SUFFIX = {
    "ification": "ify",
    "isation": "ize",
    "ization": "ize",
    "ifying": "ify",
    "ating": "ate",
    "ising": "ize",
    "izing": "ize",
    "ise": "ize",
    "ize": "ize",
    "ify": "ify",
}


def _by_suffix(word: str) -> str | None:
    if not word.isalpha():
        return None
    for suffix, ending in _VERB_ENDING_BY_SUFFIX.items():
        stem = word.removesuffix("s").removesuffix(suffix)
        if len(stem) >= 3 and stem != word.removesuffix("s"):
            verb = stem + ending
            return NOUNS.get(verb, verb)
    return None
