"""A secret stands in a magic or in a command for the shell.

Besides what holds for any secret in a notebook, commands are shown in lists of processes and kept in histories and
logs. Revoke it, and pass the new one in the environment: `!curl -H "Authorization: Bearer $API_TOKEN" ...`, with the
variable set where the notebook is started. (The value is never shown here.)
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.knowledge.secrets import secrets_in_plain
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.model.secret import Secret
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.secrets.fakes import HEX, RANDOM
from nb2pkg.rules.secrets.texts import CONSEQUENCE, code_and_magics, described, location_in, secret_hit


def _whole(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        if cell.magics:
            _, text = code_and_magics(cell)
            for secret in secrets_in_plain(text):
                message = f"{described(secret)} stands in this command: {CONSEQUENCE}"
                yield secret_hit(message, _location(text, secret, cell), secret)


def _location(text: str, secret: Secret, cell: Cell) -> Location:
    """In the Python that the magic has become, which the secret is part of; in the source where it is in none."""
    at = location_in(text, secret, cell=cell.index)
    pythons = cell.python.split("\n")
    python = pythons[at.line - 1] if at.line <= len(pythons) else ""
    if not python.strip():
        return at
    value = text[secret.start : secret.end]
    column = max(python.find(value), 0)
    length = len(value) if value in python else len(python)
    return Location(cell=cell.index, line=at.line, column=column, end_line=at.line, end_column=column + length)


RULE = Rule(
    code="NB303",
    name="secret-in-magic",
    severity=Severity.ERROR,
    whole=_whole,
    bad=(
        f'!curl -H "Authorization: Bearer «{RANDOM}»" https://api.example.org/v1',
        f"%env OPENAI_API_KEY=«{RANDOM}»\n# %%\n%env MY_TOKEN «{RANDOM}»",
        f"%sql postgresql://ann:«tiger-99»@db/sales\n# %%\nx = 1\n!wandb login «{HEX}{HEX[:8]}»",
        f"%%bash\ncd data\nexport AWS_SECRET_ACCESS_KEY=«{RANDOM}{RANDOM[:8]}»\naws s3 ls",
        f"%%writefile .env\nDEBUG=1\nDB_PASSWORD=«tiger-99»\nAPI_KEY=«{RANDOM}»",
        "!mysql -u ann -p«tiger99» sales < dump.sql\n!git clone https://ann:«tiger-99»@git.corp/sales.git",
        "!pip install --index-url https://ann:«tiger-99»@pypi.corp/simple sales",
        f"!huggingface-cli login --token «hf_{RANDOM}»",
    ),
    good=(
        '!curl -H "Authorization: Bearer $API_TOKEN" https://api.example.org/v1?key=$KEY1',
        "%env DB_PASSWORD={password}\n%env CUDA_VISIBLE_DEVICES=0\n%env PYTHONPATH=/srv/lib1",
        "!pip install tokenizers==0.15.2 keyring==24.3.1\n!git clone https://github.com/ann/password-cracker1.git",
        f"!git checkout {HEX}{HEX[:8]}\n!echo {HEX} data.csv | md5sum --check\n!docker run -p 8080:80 web1",
        "%%bash\nexport AWS_SECRET_ACCESS_KEY=$(vault read -field=key aws1)\nkaggle config set -n path -v data1",
        "%run login_page1.py --token-limit 4096",
    ),
)
