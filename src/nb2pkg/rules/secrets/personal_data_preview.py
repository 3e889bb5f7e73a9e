"""A shown table has columns of personal data.

Rows of real people are saved in the notebook with it and go where the file goes: into the history, to reviewers, to
whoever gets the repository. Show the shape, the types, or made-up rows: `df.drop(columns=["email"]).head()`; and clear
the output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.knowledge.personal import is_personal
from nb2pkg.model.finding import Fix, Hit, Severity, whole_cell
from nb2pkg.model.notebook import Output
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject

_HEADER = pattern_of(r"<th[^>]*>\s*([^<]{2,60}?)\s*</th>", re.IGNORECASE)


def _whole(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for index, output in enumerate(cell.outputs):
            columns = _personal_columns(output)
            if columns:
                said = ", ".join(f"`{column}`" for column in columns)
                yield Hit(
                    message=f"a saved table shows personal data: {said}",
                    at=whole_cell(cell.index),
                    output=index,
                    fix=Fix(description="clear the outputs of this cell", cleared=(cell.index,)),
                )


def _personal_columns(output: Output) -> list[str]:
    """Headers of the table that is shown; a table has at least one row below them."""
    if "<th" in output.html:
        names = _HEADER.findall(output.html) if "<td" in output.html else []
    elif output.kind in {"result", "stream", "display"} and "\n" in output.text:
        first, _, rest = output.text.partition("\n")
        names = re.split(r"\s{2,}|\s*\|\s*|\t", first.strip()) if rest.lstrip()[:1].isdigit() else []
    else:
        names = []
    return list(dict.fromkeys(name for name in names if is_personal(name)))


RULE = Rule(
    code="NB311",
    name="personal-data-preview",
    severity=Severity.WARNING,
    is_default=False,
    whole=_whole,
    bad=(
        "df.head()\n#= «   id  email  spent\n#= 0  1  ann@example.org  3",
        "df\n#= text\n"
        "#html= <table>«<tr><th></th><th>CustomerEmail</th><th>n</th></tr><tr><th>0</th><td>a@b.c</td></tr></table>",
        "df\n#= text\n#html= <tr><th>first_name</th><th>Phone Number</th></tr><tr><td>«Ann</td><td>1</td></tr>",
    ),
    good=(
        "df.dtypes\n#= id int64\n#= email object",
        "df.head()\n#=    id  emails_sent  phone_model\n#= 0  1  3  x",
        "df.columns\n#= Index(['id', 'email'], dtype='object')",
        "df\n#= text\n"
        "#html= <table><tr><th>mail_order</th><th>name_length</th></tr><tr><td>1</td><td>3</td></tr></table>",
    ),
)
