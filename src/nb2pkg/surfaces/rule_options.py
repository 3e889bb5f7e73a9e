"""The options by which commands choose rules and say what fails: the same for `check` and `review`."""

from typing import Annotated

import typer

from nb2pkg.model.choices import Profile, Severity

Select = Annotated[
    list[str] | None, typer.Option("--select", help="Only these rules: codes, prefixes, names, ALL; repeatable.")
]
ExtendSelect = Annotated[list[str] | None, typer.Option("--extend-select", help="These rules too.")]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", help="Not these rules.")]
ProfileOption = Annotated[Profile | None, typer.Option("--profile", help="From which severity on the command fails.")]
LeastSeverity = Annotated[Severity | None, typer.Option("--severity", help="Report only this and worse.")]
FailOn = Annotated[Severity | None, typer.Option("--fail-on", help="Exit 1 for this and worse, whatever the profile.")]
Ruff = Annotated[bool | None, typer.Option("--ruff/--no-ruff", help="Run ruff's rules too.  [default: yes]")]
