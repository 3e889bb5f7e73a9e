"""A stored output shows a secret.

Outputs are saved with the notebook: what `print(os.environ)`, an error's traceback or a shown request said stays in the
file and in its history long after the code is clean, and previews show it to everybody. Revoke the secret, clear the
cell's outputs, and do not print what holds secrets. (The value is never shown here.)
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from nb2pkg.knowledge.secrets import may_hold_secret, secrets_by_form, secrets_in_plain
from nb2pkg.model.finding import Fix, Hit, Severity, whole_cell
from nb2pkg.model.notebook import Output
from nb2pkg.model.secret import Secret
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.secrets.fakes import HEX, RANDOM
from nb2pkg.rules.secrets.texts import CONSEQUENCE, described, secret_hit, short_outputs, without_programs

_IMAGE = pattern_of(r"[A-Za-z0-9+/]{1000,}")
_LEAST = 10  # characters; a shorter output cannot tell what a secret is for


def _whole(subject: Subject) -> Iterator[Hit]:
    texts = short_outputs(subject)
    if texts is not None and not may_hold_secret(texts):
        return
    for cell in subject.notebook.cells:
        for index, output in enumerate(cell.outputs):
            described_once = {described(secret): secret for secret in _secrets_of(output)}
            for text, secret in described_once.items():
                message = f"{text} is saved in an output of this cell: {CONSEQUENCE}"
                fix = Fix(description="clear the outputs of this cell", cleared=(cell.index,))
                yield replace(secret_hit(message, whole_cell(cell.index), secret), output=index, fix=fix)


def _secrets_of(output: Output) -> Iterator[Secret]:
    for text in (output.text, output.more):
        if len(text) >= _LEAST:
            yield from _told(text)
    if len(output.html) >= _LEAST:
        if "<script" in output.html or "<style" in output.html:
            found = secrets_by_form(output.html)
            yield from found
            yield from _told(without_programs(output.html), by_form=bool(found))
        else:
            yield from _told(output.html)


def _told(text: str, *, by_form: bool = True) -> Iterator[Secret]:
    """The secrets in what was printed, images left out."""
    told = _IMAGE.sub("", text) if "base64," in text else text
    yield from secrets_in_plain(told, by_form=by_form)


RULE = Rule(
    code="NB302",
    name="secret-in-output",
    severity=Severity.ERROR,
    whole=_whole,
    bad=(
        f"print(os.environ)\n#> environ({{'HOME': '/root', 'OPENAI_API_KEY': '«{RANDOM}'}})",
        "!env\n#> LANG=C.UTF-8\n#> PGPASSWORD=«tiger99\n#> PWD=/srv",
        f"client.list()\n#! AuthError: «Incorrect API key provided: sk-proj-{RANDOM}",
        f"engine\n#= Engine(postgresql://ann:«tiger-99@db:5432/sales)\n# %%\nhf\n#= «'hf_{RANDOM}'",
        f"config\n#= Config\n#html= <table><tr><td>api_key</td><td>«{RANDOM}</td></tr></table>",
        f"r.request.headers\n#= {{'User-Agent': 'x', 'Authorization': 'Bearer «{RANDOM}'}}",
    ),
    good=(
        "print(len(password))\n#> 12\n# %%\nengine\n#= Engine(postgresql://ann:***@db:5432/sales)",
        f"run.id\n#= '{HEX}'\n# %%\n!git log -1\n#> commit {HEX}{HEX[:8]}",
        "tokens\n#= [{'token': 'covid19-x', 'score': 0.5}, {'token': '##ing1234'}]",
        f"plot\n#= <Figure>\n#html= <img src='data:image/png;base64,{RANDOM * 4}'>",
        "df.head()\n#>   user   password_hash  key\n#> 0  ann   a1b2c3d4e5  k12345678",
        "model\n#= Pipeline\n#html= <style>.sk-toggleable__label-arrow-12 {}</style><div id='sk-id-1'></div>",
    ),
)
