"""Notebooks as text: percent, light, Markdown, R Markdown, Databricks."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.notebook import Notebook
from nb2pkg.reader import read_notebook

PERCENT = '# %% [markdown]\n# # Title\n\n# %%\n# %matplotlib inline\nx = 1\n\n# %% tags=["raises-exception"]\ny\n'
LIGHT = "# # Title\n\n# %matplotlib inline\nx = 1\n\ny = 2\nz\n"
MARKDOWN = "# Title\n\n```python\n%matplotlib inline\nx = 1\n```\n\ntext\n\n```python\ny\n```\n"
RMD = "# Title\n\n```{python}\n%matplotlib inline\nx = 1\n```\n\n```{python}\ny\n```\n"
DATABRICKS = """# Databricks notebook source
# MAGIC %md
# MAGIC # Title
# MAGIC text

# COMMAND ----------

# DBTITLE 1,Load it
x = spark.table("a")
%pip install b

# COMMAND ----------

# MAGIC %sql
# MAGIC select 1

# COMMAND ----------

# MAGIC %pip install c

# COMMAND ----------

# MAGIC %python
# MAGIC y = 2

# COMMAND ----------

# MAGIC %sh
# MAGIC ls

# COMMAND ----------

# MAGIC %run ./other
"""


def read(tmp_path: Path, name: str, text: str) -> Notebook:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_notebook(path)


@pytest.mark.parametrize(("name", "text"), [("a.py", PERCENT), ("a.py", LIGHT), ("a.md", MARKDOWN), ("a.Rmd", RMD)])
def test_jupytext_formats(tmp_path: Path, name: str, text: str) -> None:
    notebook = read(tmp_path, name, text)
    assert notebook.title == "Title"
    assert notebook.cells[0].source == "%matplotlib inline\nx = 1"
    assert len(notebook.cells) == 2


def test_tags_in_percent(tmp_path: Path) -> None:
    assert read(tmp_path, "a.py", PERCENT).cells[1].tags == {"raises-exception"}


def test_databricks(tmp_path: Path) -> None:
    notebook = read(tmp_path, "a.py", DATABRICKS)
    assert notebook.title == "Title"
    assert [(item.heading, item.level) for item in notebook.prose] == [("Title", 1), ("Load it", 3)]
    assert notebook.requirements == ("b", "c")
    assert [cell.python for cell in notebook.cells] == [
        'x = spark.table("a")\n',
        "\n\n",
        "",
        "y = 2",
        'run_shell("ls")\n\n',
        "",
    ]
    assert [magic.name for cell in notebook.cells for magic in cell.magics] == ["pip", "sql", "pip", "bash", "run"]


@pytest.mark.parametrize(
    ("name", "text"), [("a.R", "x <- 1\n"), ("a.Rmd", "```{r}\nx <- 1\n```\n"), ("a.jl", "x = 1\n")]
)
def test_other_languages(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(Nb2pkgError, match="is a notebook in"):
        read(tmp_path, name, text)
