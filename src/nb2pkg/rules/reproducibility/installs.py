"""What a `pip install` or `conda install` asks for without saying which version."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from nb2pkg.patterns import pattern_of

_INSTALL = pattern_of(
    r"(?:^|&&|\|\||;)\s*(?:sudo\s+(?:-\w+\s+)*)?(?:\S*(?:python[\d.]*|sys\.executable\}?)\s+-m\s+)?"
    r"(?P<tool>(?:\S*/)?pip[\d.]*|conda|mamba|micromamba|uv(?:\s+pip)?)\s+(?:install|add)\s+(?P<rest>[^;&|]*)"
)
_WITH_VALUE = frozenset(
    """
    -r --requirement -c --constraint --channel -n --name -p --prefix -t --target --root --src -i --index-url
    --extra-index-url -f --find-links --trusted-host --proxy --timeout --retries --cache-dir --log --python --platform
    --progress-bar --global-option --config-settings --no-binary --only-binary --file
    """.split()
)
_TOOLS = frozenset({"pip", "setuptools", "wheel", "conda", "uv"})  # they are not part of what runs
_NAME = pattern_of(r"[A-Za-z0-9][\w.-]*(?:\[[\w,.\s-]*\])?")
_BRANCHES = frozenset({"main", "master", "develop", "dev", "HEAD", "trunk"})
_BRANCH_ARCHIVE = pattern_of(r"/(?:archive|zipball|tarball)/(?:refs/heads/)?(main|master|develop|dev)\b")


def unpinned_in(command: str) -> list[str]:
    """The packages without a version, as written, in a command line that may hold several commands."""
    found: list[str] = []
    for install in _INSTALL.finditer(command):
        found += unpinned_words(_words(install["rest"]), is_pip="pip" in install["tool"] or "uv" in install["tool"])
    return found


def unpinned_words(words: list[str], *, is_pip: bool) -> list[str]:
    """The same for the words after `install`."""
    return [word for word in _packages(words) if (_is_unpinned(word) if is_pip else _NAME.fullmatch(word))]


def _packages(words: list[str]) -> Iterator[str]:
    skips = False
    for word in words:
        if word.startswith(("#", ">", "2>", "1>")):
            return
        if skips or word.startswith("-"):
            skips = not skips and word in _WITH_VALUE
        elif word not in _TOOLS and not set("{}$<>=~!") & set(word.partition("git+")[0]):
            yield word.rpartition("::")[2]


def _is_unpinned(word: str) -> bool:
    _, is_git, url = word.partition("git+")
    if is_git:
        _, separator, ref = url.partition("://")[2].rpartition("@")
        ref = ref.partition("#")[0]
        is_host = "." in ref.partition("/")[0] and "/" in ref  # the `@` of `git@github.com/...`
        return not separator or is_host or ref in _BRANCHES
    if "://" in word:
        return bool(_BRANCH_ARCHIVE.search(word))
    return _NAME.fullmatch(word) is not None and not word.endswith(
        (".whl", ".zip", ".gz", ".txt", ".yml", ".yaml", ".")
    )


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # an unclosed quote
        return text.split()
