"""A stored output is older than what it was made from.

A cell above was run again after this one, and this one reads what that cell binds or changes: what is shown here is
of the earlier version. A report with such an output tells something that the code does not give. Run this cell again,
or clear its output; `--fix` clears it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Confidence, Fix, Hit, Related, Severity, whole_cell
from nb2pkg.model.flow import Edge, EdgeKind, Form
from nb2pkg.rules.hidden_state.counts import ran_before
from nb2pkg.rules.rule import Rule, Subject


def _whole(subject: Subject) -> Iterator[Hit]:
    early = {cell.index for cell, _ in ran_before(subject.notebook) if cell.outputs}
    if not early:
        return
    imports = {s.ref for s in subject.flow.statements if s.form in {Form.IMPORT, Form.GUARDED_IMPORT}}
    newest: dict[int, tuple[int, Edge]] = {}
    for edge in subject.flow.edges:
        reader, count = edge.reader.cell, _count(subject, edge.writer.cell)
        if edge.kind is EdgeKind.ORDER or reader not in early or edge.writer in imports or edge.writer.cell >= reader:
            continue
        if count > _count(subject, reader) and count > newest.get(reader, (0, edge))[0]:
            newest[reader] = (count, edge)
    for reader, (count, edge) in sorted(newest.items()):
        yield _hit(subject, reader, count, edge)


def _count(subject: Subject, cell: int) -> int:
    return subject.notebook.cell_by_index[cell].execution_count or 0


def _hit(subject: Subject, reader: int, count: int, edge: Edge) -> Hit:
    what = "changes" if edge.kind is EdgeKind.MUTATION else "binds"
    return Hit(
        message=f"the output is older than `{edge.name}`: cell {edge.writer.cell + 1}, which {what} it, "
        f"was run later (In [{count}] after In [{_count(subject, reader)}])",
        at=whole_cell(reader),
        because=(Related(message=f"{what} `{edge.name}`; run as In [{count}]", at=whole_cell(edge.writer.cell)),),
        fix=Fix(description="clear the outdated output", cleared=(reader,)),
    )


RULE = Rule(
    code="NB116",
    name="stale-output",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    whole=_whole,
    bad=(
        "# %% In[5]\nx = 2\n# %% In[2]\n«»print(x)\n#> 1",
        "# %% In[1]\nrows = []\n# %% In[4]\nrows.append(3)\n# %% In[2]\n«»rows\n#= []",
        "# %% In[3]\ndef f():\n    return 2\n# %% In[2]\n«»f()\n#= 1\n# %% In[4]\nf()\n#= 2",
    ),
    good=(
        "# %% In[5]\nx = 2\n# %% In[2]\nprint(x)",
        "# %% In[5]\nimport math\n# %% In[2]\nprint(math.pi)\n#> 3.14",
        "# %% In[1]\nx = 2\n# %% In[2]\nprint(x)\n#> 2",
        "# %% In[5]\ny = 2\n# %% In[2]\nx = 1\nprint(x)\n#> 1",
    ),
)
