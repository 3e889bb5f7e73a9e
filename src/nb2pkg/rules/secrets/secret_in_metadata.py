"""A secret is in the metadata of the notebook or of a cell.

Nobody sees metadata, so nobody cleans them: papermill writes all parameters there, widgets save what was typed into
them, extensions their settings. Revoke the secret and remove the entry (in Jupyter: Property Inspector, Advanced
Tools); pass secrets by the environment, not as parameters. (The value is never shown here.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.secrets import may_hold_secret, secrets_in_plain
from nb2pkg.model.finding import NOWHERE, Hit, Severity, whole_cell, whole_notebook
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.secrets.fakes import HEX, RANDOM
from nb2pkg.rules.secrets.texts import CONSEQUENCE, described, secret_hit

_DULL = frozenset(
    """
    kernelspec language_info tags collapsed scrolled trusted toc jupyter slideshow editable deletable execution
    ExecuteTime id outputId colab_type hidden name deepnote_cell_type pycharm
    """.split()
)
_PROGRAMS = frozenset({"_css", "_esm"})  # of widgets
_IMAGE = 4096  # characters; without a blank it is an image that a widget keeps


class _Entry(Struct, frozen=True):
    """A text, the name that it has, the path of keys that leads to it, and the cell that it belongs to."""

    cell: int
    path: str
    name: str
    value: str

    @property
    def as_setting(self) -> str:
        return f'{self.name}: "{self.value}"'


def _whole(subject: Subject) -> Iterator[Hit]:
    entries = list(_entries(subject.notebook.metadata, NOWHERE))
    for index, cell in enumerate(subject.notebook.file_cells):
        if cell.metadata and not cell.metadata.keys() <= _DULL:
            entries += _entries(cell.metadata, index)
    if not entries or not may_hold_secret("\n".join([entry.as_setting for entry in entries])):
        return
    for entry in entries:
        owner, at = ("this cell", whole_cell(entry.cell)) if entry.cell >= 0 else ("the notebook", whole_notebook())
        for secret in secrets_in_plain(entry.as_setting) or secrets_in_plain(entry.value):
            what = described(replace(secret, name=""))
            yield secret_hit(f"the metadata of {owner} hold {what} at `{entry.path}`: {CONSEQUENCE}", at, secret)


def _entries(metadata: Mapping[str, object], cell: int) -> Iterator[_Entry]:
    todo: list[tuple[str, str, object]] = [(key, key, metadata[key]) for key in sorted(metadata) if key not in _DULL]
    while todo:
        path, name, value = todo.pop()
        if isinstance(value, str):
            if len(value) < _IMAGE or " " in value:
                yield _Entry(cell, path, name, value)
        elif isinstance(value, Mapping):
            if value.get("model_name") == "PasswordModel":  # ipywidgets save what was typed into them
                todo.append((f"{path}.state", "password", _typed(value.get("state"))))
            todo += [(f"{path}.{key}", str(key), item) for key, item in value.items() if key not in _PROGRAMS]
        elif isinstance(value, list):
            todo += [(f"{path}.{index}", name, item) for index, item in enumerate(value)]


def _typed(state: object) -> object:
    return state.get("value") if isinstance(state, Mapping) else None


_PAPERMILL = '{"papermill": {"parameters": {"n": 3, "db_password": "tiger-99"}}}'
_WIDGET = '{"widgets": {"w": {"state": {"a1": {"model_name": "PasswordModel", "state": {"value": "tiger-99"}}}}}}'

RULE = Rule(
    code="NB304",
    name="secret-in-metadata",
    severity=Severity.ERROR,
    whole=_whole,
    bad=(
        f"# metadata: {_PAPERMILL}\nx = 1",
        f"# metadata: {_WIDGET}\nx = 1",
        '# %% metadata={"jupysql": {"dsn": "postgresql://ann:tiger-99@db/sales"}}\n«»x = 1',
        f'# %%\nx = 1\n# %% [markdown] metadata={{"env": ["A=1", "MY_API_KEY={RANDOM}"]}}\n# «»Text',
    ),
    good=(
        '# metadata: {"kernelspec": {"name": "python3"}, "papermill": {"parameters": {"db_password": null}}}\nx = 1',
        f'# metadata: {{"vscode": {{"interpreter": {{"hash": "{HEX}{HEX}"}}}}}}\nx = 1',
        '# %% metadata={"execution": {"iopub.execute_input": "2024-01-02T03:04:05.678901Z"}, "a": {"name": "#%%"}}\nx',
        '# metadata: {"papermill": {"parameters": {"password": "***", "token_length1": "a1b2c3d4"}}}\nx = 1',
    ),
)
