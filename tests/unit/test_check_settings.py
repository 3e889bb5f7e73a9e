"""The table in pyproject.toml: what it may hold, and what is said of what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.check_settings import CheckSettings, settings_for, settings_from
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Profile, Severity


def test_everything_that_can_be_set() -> None:
    table = {
        "select": ["NB1"],
        "extend-select": ["NB2"],
        "ignore": ["NB101"],
        "per-path-ignores": {"drafts/*": ["NB2"]},
        "exclude": ["old"],
        "profile": "production",
        "severity": "warning",
        "fail-on": "error",
        "ruff": False,
        "baseline": "baseline.json",
    }
    settings = settings_from(table, "pyproject.toml")
    assert settings.select == ("NB1",)
    assert settings.per_path_ignores == {"drafts/*": ("NB2",)}
    assert settings.profile is Profile.PRODUCTION
    assert settings.threshold is Severity.ERROR
    assert not settings.ruff


@pytest.mark.parametrize(
    ("profile", "threshold"),
    [("exploration", Severity.ERROR), ("review", Severity.WARNING), ("production", Severity.INFO)],
)
def test_the_profile_says_what_fails(profile: str, threshold: Severity) -> None:
    assert settings_from({"profile": profile}, "p").threshold is threshold


@pytest.mark.parametrize(
    ("table", "said", "hint"),
    [
        ({"selct": []}, "`selct` in [tool.nb2pkg] of p is not a setting.", "Did you mean `select`?"),
        ({"per_path_ignores": {}}, "is not a setting", "`per-path-ignores`"),
        ({"root": "x"}, "is not a setting", "The settings are"),
        ({"select": "NB1"}, "must be a list of texts", ""),
        ({"ignore": [1]}, "must be a list of texts", ""),
        ({"profile": "strict"}, "must be one of exploration, review, production", ""),
        ({"severity": 3}, "must be one of error, warning, info", ""),
        ({"ruff": "yes"}, "must be true or false", ""),
        ({"per-path-ignores": ["a"]}, "must be a table", ""),
        ({"baseline": 1}, "must be a text", ""),
    ],
)
def test_what_means_nothing_is_said(table: dict[str, object], said: str, hint: str) -> None:
    with pytest.raises(Nb2pkgError) as caught:
        settings_from(table, "p")
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_the_nearest_table_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.nb2pkg]\nignore = ['NB1']\n")
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\ndependencies = ['nb2pkg']\n")
    settings = settings_for(inner)
    assert settings.ignore == ("NB1",)
    assert settings.root == tmp_path.resolve()


def test_defaults_without_a_table(tmp_path: Path) -> None:
    assert settings_for(tmp_path) == CheckSettings(root=tmp_path.resolve())


def test_broken_toml_is_said(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.nb2pkg\n")
    with pytest.raises(Nb2pkgError, match="is not TOML"):
        settings_for(tmp_path)
