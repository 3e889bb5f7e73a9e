"""A secret that should come from the environment has a default that stands in the code.

Where the variable is missing nobody notices: the program goes on with a secret that everybody has who has the
notebook, or with a password such as `admin` that everybody guesses. Let it fail instead: `os.environ["API_KEY"]`.
And change the secret: whoever has seen the notebook has it. (The value is never shown here.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.handing import called_name
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.paths.places import place_of_literal
from nb2pkg.rules.paths.secret_defaults import is_secret_name, is_secret_value
from nb2pkg.rules.rule import Place, Rule

_OPTIONS = ("Option", "option", "add_argument", "argument", "Argument")
_FIELDS = ("Field", "field", "Secret", "SecretStr")


def _environment(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`os.getenv(name, default)` and its kin."""
    name = _text(call.args[0]) if call.args else ""
    default = call.args[1] if len(call.args) > 1 else _keyword(call, "default")
    if name and default is not None:
        yield from _hits(name, default, place)


def _option(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`add_argument("--password", default=...)`, `typer.Option("...", envvar="API_KEY")`."""
    default = _keyword(call, "default")
    texts = [_text(arg) for arg in call.args]
    variable = _keyword(call, "envvar")
    if default is None and variable is not None and call.args:
        default, texts = call.args[0], texts[1:]
    names = [text.lstrip("-") for text in texts if text.startswith("-")] + [_text(variable)] * (variable is not None)
    name = next((name for name in names if is_secret_name(name)), "")
    if name and default is not None:
        yield from _hits(name, default, place)


def _imported_option(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`Option(...)` after `from typer import Option`; with the module before it, it is seen already."""
    if isinstance(call.func, ast.Name):
        yield from _option(call, place)


def _fallback(node: ast.AST, place: Place) -> Iterator[Hit]:
    """`os.getenv("API_KEY") or "..."`."""
    assert isinstance(node, ast.BoolOp)
    if not isinstance(node.op, ast.Or):
        return
    first, default = node.values[0], node.values[-1]
    if isinstance(first, ast.Call) and first.args and place.qualified(first.func) in _ENVIRONMENT:
        yield from _hits(_text(first.args[0]), default, place)


def _field(node: ast.AST, place: Place) -> Iterator[Hit]:
    """`api_key: str = Field("...")` and `password: str = "..."` in a class of settings."""
    assert isinstance(node, ast.AnnAssign)
    if not (isinstance(node.target, ast.Name) and place.parents and _is_settings(place.parents[-1])):
        return
    value = node.value
    if isinstance(value, ast.Call) and called_name(value) in _FIELDS:
        value = value.args[0] if value.args else _keyword(value, "default")
    if value is not None:
        yield from _hits(node.target.id, value, place)


def _is_settings(node: ast.AST) -> bool:
    """A class whose fields come from the environment."""
    if not isinstance(node, ast.ClassDef):
        return False
    names = [base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases]
    return any(name.endswith("Settings") for name in names)


def _hits(name: str, default: ast.expr, place: Place) -> Iterator[Hit]:
    if is_secret_name(name) and is_secret_value(_text(default), name):
        yield Hit(
            message=f"`{name}` has a default in the code: whoever has the notebook has the secret",
            at=place_of_literal(default, place),
            is_secret=True,
        )


def _text(node: ast.expr | None) -> str:
    if isinstance(node, ast.JoinedStr) and len(node.values) == 1:
        node = node.values[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


_ENVIRONMENT = ("os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop", "decouple.config")
_READERS = (*_ENVIRONMENT, ".str", "environs.env", "streamlit.secrets.get", "google.colab.userdata.get")

RULE = Rule(
    code="NB210",
    name="environment-variable-default-secret",
    severity=Severity.ERROR,
    calls={
        **dict.fromkeys(_READERS, _environment),
        **dict.fromkeys([f".{name}" for name in _OPTIONS], _option),
        **dict.fromkeys(["typer.Option", "typer.Argument", "click.option"], _imported_option),
    },
    visits={ast.BoolOp: _fallback, ast.AnnAssign: _field},
    bad=(
        "import os\nkey = os.getenv('OPENAI_API_KEY', «'sk-abc123def456ghi789'»)\n"
        "pw = os.environ.get('DB_PASSWORD', default=«'postgres'»)",
        "import os\nos.environ.setdefault('AWS_SECRET_ACCESS_KEY', «'wJalrXUtnFEMI/K7MDENG'»)\n"
        "token = os.getenv('API_TOKEN') or «'t0k3n-9f8e7d6c'»",
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--db-password', default=«'hunter2!'»)",
        "class Settings(BaseSettings):\n    api_key: str = Field(«'a8f5f167f44f4964'», env='API_KEY')\n"
        "    password: str = «'s3cr3t!'»",
    ),
    good=(
        "import os\nkey = os.environ['API_KEY']\nother = os.getenv('API_KEY', '')\n"
        "third = os.getenv('API_KEY', 'your-api-key')",
        "import os\nos.getenv('TOKENIZERS_PARALLELISM', 'false')\nos.getenv('MAX_TOKENS', '512')\n"
        "os.getenv('PASSWORD_FILE', '/run/secrets/db')",
        "import os\nos.getenv('DATA_DIR', 'data')\nos.getenv('API_KEY_NAME', 'openai')\n"
        "os.getenv('TOKEN_TYPE', 'Bearer')",
        "import os\nos.environ.get('SECRET_KEY', None)\nos.getenv('AUTH_TOKEN') or 'none'\n"
        "labels.get('token', 'unknown')",
    ),
)
