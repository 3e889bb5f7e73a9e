"""Defaults of secrets: which are found, which only look so, and that no value is ever repeated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.report import PlacedFinding
from nb2pkg.rules.paths.environment_variable_default_secret import RULE
from nb2pkg.rules.walk import dispatch_of

IMPORTS = """
import os, click, typer
from os import environ, getenv
from decouple import config
from typer import Option
"""
VALUE = "Zq8!vT3kPw92"
FOUND = """
os.getenv("DB_PASSWORD", "{}")
os.getenv("db_password", default="{}")
os.environ.get("OPENAI_API_KEY", "{}")
os.environ.get("PGPASSWORD", "{}")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "{}")
os.environ.setdefault("AWS_ACCESS_KEY_ID", "{}")
os.environ.pop("HF_TOKEN", "{}")
environ.get("SECRET_KEY", "{}")
getenv("GITHUB_TOKEN", "{}")
os.getenv("STRIPE_API_KEY") or "{}"
os.environ.get("TOKEN") or "{}"
client = Client(key=os.getenv("API_KEY", "{}"))
def connect(password=os.getenv("DB_PASSWORD", "{}")): return password
config("SECRET_KEY", default="{}")
env.str("DB_PASSWORD", "{}")
parser.add_argument("--api-key", default="{}")
parser.add_argument("-p", "--password", type=str, default="{}")
typer.Option("{}", envvar="API_KEY")
click.option("--token", default="{}")
Option("{}", envvar="API_TOKEN")
os.getenv("SLACK_WEBHOOK_SECRET", f"{}")
os.getenv("JWT_SECRET", "{}")
os.getenv("AZURE_CLIENT_SECRET", "{}")
os.getenv("MONGO_PASSWD", "{}")
os.getenv("PRIVATE_KEY", "{}")
os.getenv("STORAGE_ACCOUNT_KEY", "{}")
"""
SILENT = """
os.getenv("DB_PASSWORD")
os.getenv("DB_PASSWORD", "")
os.getenv("DB_PASSWORD", None)
os.environ["DB_PASSWORD"]
os.getenv("DB_USER", "{}")
os.getenv("DB_HOST", "{}")
os.getenv("API_KEY", "YOUR_API_KEY")
os.getenv("API_KEY", "your-key-here")
os.getenv("API_KEY", "<api key>")
os.getenv("API_KEY", "xxxx")
os.getenv("API_KEY", "not set")
os.getenv("API_KEY", default_key)
os.getenv("API_KEY") or "none"
os.getenv("API_KEY") or default_key
os.getenv("TOKENIZERS_PARALLELISM", "false")
os.getenv("MAX_TOKENS", "4096")
os.getenv("TOKEN_LIMIT", "{}")
os.getenv("SECRET_NAME", "{}")
os.getenv("PASSWORD_FILE", "/run/secrets/db")
os.getenv("TOKEN_URL", "https://login.example.org/token")
os.getenv("KEY_VAULT_NAME", "{}")
os.getenv("API_KEY_HEADER", "X-Api-Key")
os.getenv("PRIMARY_KEY", "customer_id")
os.getenv("PASSWORD", os.getenv("PGPASSWORD"))
labels.get("token", "unknown-token")
counts.get("password", "{}")
data.setdefault("secret", "{}")
parser.add_argument("--tokenizer", default="bert-base-uncased")
parser.add_argument("--token-file", default="{}")
parser.add_argument("--password", help="{}")
print("DB_PASSWORD", "{}")
token = "a" or "{}"
os.getenv("PAD_TOKEN", "[PAD]")
os.getenv("SORT_KEY", "{}")
"""


def lines(text: str) -> list[str]:
    return [line.replace("{}", VALUE) for line in text.strip().splitlines()]


def found(cell: str) -> tuple[PlacedFinding, ...]:
    source = IMPORTS + cell
    document = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        ],
    }
    checked = check_text(json.dumps(document), Path("x.ipynb"), dispatch_of([RULE]))
    assert not checked.reason
    return checked.findings


@pytest.mark.parametrize("cell", lines(FOUND))
def test_a_default_is_found_and_not_repeated(cell: str) -> None:
    (finding,) = found(cell)
    assert (IMPORTS + cell).split("\n")[finding.line - 1][finding.column : finding.end_column].strip("f\"'") == VALUE
    assert VALUE not in finding.source_line
    assert VALUE not in finding.finding.message
    assert finding.finding.because == ()
    assert finding.finding.fix is None


@pytest.mark.parametrize("cell", lines(SILENT))
def test_what_is_no_secret_is_left_alone(cell: str) -> None:
    assert found(cell) == ()


@pytest.mark.parametrize("value", ["postgres", "admin", "hunter2", "password", "1234"])
def test_a_weak_password_is_one(value: str) -> None:
    (finding,) = found(f'os.getenv("DB_PASSWORD", "{value}")')
    assert f"`{value}`" not in finding.finding.message
