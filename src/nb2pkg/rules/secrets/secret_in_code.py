"""A secret stands in the code, in a comment or in the text.

Whoever can read the notebook, or any version of it in the history, can use the secret: it has to be taken for lost.
Revoke it, and let the program get the new one from its environment: `api_key = os.environ["API_KEY"]`, or `getpass()`
while exploring. (The value is never shown here. Defaults of `os.getenv` are another rule's.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from nb2pkg.knowledge.secrets import may_hold_named, may_hold_token, secrets_in, secrets_in_plain
from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.model.secret import Secret
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.secrets.fakes import HEX, RANDOM
from nb2pkg.rules.secrets.texts import CONSEQUENCE, code_and_magics, described, location_in, secret_hit
from nb2pkg.rules.sources import all_sources

_LEAST_CHANGES = 3  # between letters and digits, of what was typed like a key
_TRIPLE = pattern_of(r"(\"{3}|'{3})(?:(?!\1).)*\1", re.DOTALL)
# All but `name = value` and `text, name: value`. Of values such as `t1.key` nothing can be told.
_NO_SETTING = pattern_of(
    r"^(?!(?:[^\n=:]*[ \t,])?[\w.-]+[ \t]*[=:][ \t]*(?![A-Za-z_]\w*\.\w+[ \t]*$)\S+[ \t]*$).*$", re.MULTILINE
)
_NO_COMMENT = pattern_of(r"^(?![ \t]*#).*$", re.MULTILINE)


def _whole(subject: Subject) -> Iterator[Hit]:
    cells = subject.notebook.file_cells
    whole = all_sources(subject)
    has_tokens = may_hold_token(whole)
    if not has_tokens and not may_hold_named(whole):
        return
    for index, file_cell in enumerate(cells):
        cell = subject.notebook.cell_by_index.get(index)
        text = file_cell.source if cell is None else code_and_magics(cell)[0]
        is_code = file_cell.kind == "code"
        found = _in_code(text, by_form=has_tokens) if is_code else secrets_in_plain(text, by_form=has_tokens)
        for secret in found:
            if not secret.is_fallback:
                message = f"{described(secret)} stands here in plain text: {CONSEQUENCE}"
                yield secret_hit(message, location_in(text, secret, cell=index), secret)


def _in_code(text: str, *, by_form: bool) -> Iterator[Secret]:
    """Those of the code, and what comments tell without quotes. `# x = y` is code that was commented out."""
    found = secrets_in(text, by_form=by_form)
    yield from found
    if "#" in text:
        starts = {secret.start for secret in found}
        comments = _NO_COMMENT.sub(lambda line: " " * len(line[0]), text)
        for secret in secrets_in_plain(comments, by_form=by_form):
            if secret.start not in starts and not _is_code(comments, secret):
                yield secret
    if '"""' in text or "'''" in text:
        yield from _in_settings(text, {secret.start for secret in found})


def _is_code(comments: str, secret: Secret) -> bool:
    """Whether a comment rather holds code: `# password = row.password1`; not `# password=kx9pl2qq`."""
    before = comments[: secret.start]
    if not before.rstrip().endswith("="):
        return False
    value = comments[secret.start : secret.end]
    changes = sum(a.isdigit() != b.isdigit() for a, b in pairwise(value))
    return before.endswith(" ") or changes < _LEAST_CHANGES or not value.isalnum()


def _in_settings(text: str, known: set[int]) -> Iterator[Secret]:
    """Lines of a text in triple quotes that are settings: `secret = ...`, `password: ...`, `API_KEY=...`."""
    for literal in _TRIPLE.finditer(text):
        kept = _NO_SETTING.sub(lambda line: " " * len(line[0]), literal[0])
        for secret in secrets_in_plain(kept, by_form=False):
            start, end = secret.start + literal.start(), secret.end + literal.start()
            if start not in known:
                yield replace(secret, start=start, end=end)


RULE = Rule(
    code="NB301",
    name="secret-in-code",
    severity=Severity.ERROR,
    cure=Cure.LIFTED,
    whole=_whole,
    bad=(
        f'api_key = "«{RANDOM}»"',
        f'import os\nos.environ["MY_SERVICE_TOKEN"] = "«{RANDOM}»"  # for now',
        'import psycopg2\ncon = psycopg2.connect(host="db", user="ann", password="«tiger-99»")',
        'engine = create_engine("postgresql://ann:«tiger-99»@db.corp:5432/sales")',
        f'token = ("«ghp_{RANDOM[:12]}"\n         "{RANDOM[:24]}»")',
        f"# %% [markdown]\n# Log in with user ann, password: «tiger-99»\n# %%\nx = 1  # old key: «sk-ant-{RANDOM}»",
        'requests.get(url, auth=("ann", "«tiger-99»"))',
        f"kaggle = {{'username': 'ann', 'key': '«{HEX}»'}}\n# %%\nif password == '«tiger-99»':\n    pass",
        f'%%time\nspark.conf.set("fs.azure.account.key.x.dfs.core.windows.net", "«{RANDOM * 2}==»")',
        "# log in as ann, password: «tiger-99»\nx = 1",
        'print("unfinished\npassword = "«tiger-99»"',
    ),
    good=(
        'import os\napi_key = os.environ["API_KEY_1"]\npassword = getpass("Password1: ")',
        'api_key = "YOUR_API_KEY"\npassword = "changeme"\ntoken = "<token>"\nsecret = "xxxxxxxx"\npw = "***"',
        f'sha = "{HEX}"\nlogo = "data:image/png;base64,{RANDOM * 4}"\nuid = "123e4567-e89b-12d3-a456-426614174000"',
        'pad_token = "[PAD]"\ntokenizer = AutoTokenizer.from_pretrained("bert-base-uncased-v2")\ntoken = "covid19"',
        'columns = ["user1", "password", "api_key", "secret1234"]\ndf = df.sort_values(by="user1", key=by_name)',
        'engine = create_engine(f"postgresql://{user}:{password}@db/sales")\n'
        'url = "postgresql://user:password@host/db"',
        'secret_name = "prod-db-secret1"\npassword_field = "pw12345"\ntoken = "token=" + token1234 + "&x="',
        "# token: str\n# password = row.password1\n# api_key: see vault\n# the key is column k12",
        f'import os\ntoken = os.getenv("A_TOKEN", "{RANDOM}")\n# %%\n%env A_TOKEN={RANDOM}',
    ),
)
