"""A test module for each module of the package."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template as Text

from msgspec import Struct


class Case(Struct, frozen=True, kw_only=True):
    """A function that is tested, alone or in a run of the pipeline, in these aspects."""

    module: str
    function: str
    aspects: tuple[str, ...]
    is_alone: bool


_HEAD = Text('''\
"""What the functions of `$module.py` do, as it was recorded in a run of the pipeline."""

import pytest
from conftest import $fixtures
from recording.replay import assert_as_recorded
''')
_ALONE = Text("""

@pytest.mark.parametrize("aspect", $aspects)
def test_$function(replay: Replay, aspect: str) -> None:
    assert_as_recorded(
        replay("$module", "$function"), "$module", "$function", aspect
    )
""")
_IN_RUN = Text("""

@pytest.mark.parametrize("aspect", $aspects)
def test_${function}_in_the_pipeline(journal: Journal, aspect: str) -> None:
    assert_as_recorded(
        journal.seen["$function"], "$module", "$function", aspect
    )
""")


def module_text(module: str, cases: Sequence[Case]) -> str:
    """The module's source, not yet formatted."""
    alone = [case.is_alone for case in cases]
    fixtures = ", ".join([*(["Journal"] if not all(alone) else []), *(["Replay"] if any(alone) else [])])
    return _HEAD.substitute(module=module, fixtures=fixtures) + "".join(map(_test, cases))


def _test(case: Case) -> str:
    text = _ALONE if case.is_alone else _IN_RUN
    return text.substitute(module=case.module, function=case.function, aspects=repr(list(case.aspects)))
