"""Which rules are on: by code, by the beginning of a code, or by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nb2pkg.errors import Nb2pkgError
from nb2pkg.rules.rule import Rule

EVERYTHING = "ALL"


def chosen_rules(
    rules: Sequence[Rule],
    *,
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> tuple[Rule, ...]:
    """Those selected (by default those that are on by default), and more, less those ignored.

    A longer prefix wins over a shorter one, as elsewhere: `select = ["NB201"], ignore = ["NB2"]` leaves NB201 on.
    Raises Nb2pkgError for a selector that matches no rule.
    """
    selected, extended, ignored = tuple(select), tuple(extend_select), tuple(ignore)
    for selector in (*selected, *extended, *ignored):
        check_selector(selector, rules)
    return tuple(rule for rule in rules if _is_on(rule, selected, extended, ignored))


def check_selector(selector: str, rules: Sequence[Rule]) -> None:
    """Raises Nb2pkgError if no rule has this code, prefix or name."""
    if not is_foreign(selector) and not any(strength(selector, rule.code, rule.name) for rule in rules):
        names = [name for rule in rules for name in (rule.code, rule.name)]
        import difflib

        near = difflib.get_close_matches(selector, names, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else "`nb2pkg rules` lists all of them."
        raise Nb2pkgError(f"`{selector}` is no rule and no prefix of one.", hint=hint)


def is_foreign(selector: str) -> bool:
    """Whether it is a code of ruff: capital letters and digits, but not ours."""
    is_code = selector[:1].isupper() and selector.isalnum() and any(c.isdigit() for c in selector)
    return is_code and not selector.startswith("NB")


def _is_on(rule: Rule, select: Sequence[str], extend: Sequence[str], ignore: Sequence[str]) -> bool:
    wanted = max((strength(one, rule.code, rule.name) for one in (*select, *extend)), default=0)
    if not wanted and not select and rule.is_default:
        wanted = 1
    return wanted > max((strength(one, rule.code, rule.name) for one in ignore), default=0)


def strength(selector: str, code: str, name: str) -> int:
    """How exactly a selector means a rule: 0 not at all, more for longer prefixes, most for the name."""
    if selector == EVERYTHING:
        return 1
    if selector == name:
        return 100
    return len(selector) if code.startswith(selector) else 0
