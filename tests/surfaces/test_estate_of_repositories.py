"""`nb2pkg estate` of a list of repositories: what is fetched, what is not, and what nobody can make git do."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.git_repository import commit, git, notebook, repository
from tests.surfaces.conftest import Run
from tests.surfaces.test_estate import rows

PATHS = "SELECT path FROM 'notebooks.parquet' ORDER BY path"


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """A repository of which contents can be left out, as forges allow it."""
    root = repository(tmp_path / "forge" / "sales.git")
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    files = {"eda.ipynb": notebook("import shop\nprint(shop.all())"), "shop.py": "def all():\n    return 1\n"}
    commit(root, {**files, "sub/deep.ipynb": notebook("y = 2"), "big.csv": "1,2\n" * 1000, ".gitignore": "eda.ipynb\n"})
    git(root, "add", "--force", "eda.ipynb")
    commit(root, {})
    return root


def listed(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "repositories.txt"
    file.write_text("# ours\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def folder_of(root: Path) -> str:
    return f"file{root}".removesuffix(".git").replace(" ", "_")


def test_notebooks_of_repositories(run: Run, sales: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("estate", listed(tmp_path, f"file://{sales}"), "--out", out, "--engine", "serial")
    assert ran.code == 0, ran.err
    home = folder_of(sales)
    assert rows(out, PATHS) == [(f"{home}/eda.ipynb",), (f"{home}/sub/deep.ipynb",)]
    assert rows(out, "SELECT DISTINCT owner FROM 'owners.parquet'") == [("Ann",)]
    assert rows(out, "SELECT module, origin FROM 'imports.parquet'") == [("shop", "local")]
    assert "1 of 1 repositories" in ran.err


def test_data_is_neither_fetched_nor_checked_out(run: Run, sales: Path, tmp_path: Path) -> None:
    run("estate", listed(tmp_path, f"file://{sales}"), "--out", tmp_path / "out", "--engine", "serial")
    clone = tmp_path / "out" / ".clones" / folder_of(sales)
    assert sorted(path.name for path in clone.rglob("*") if path.is_file() and ".git" not in path.parts) == [
        "deep.ipynb",
        "eda.ipynb",
        "shop.py",
    ]
    sales.rename(tmp_path / "moved")  # so that nothing can be fetched when it is asked for
    kept = [
        subprocess.run(["git", "-C", clone, "cat-file", "-e", f"HEAD:{name}"], check=False).returncode == 0
        for name in ("eda.ipynb", "big.csv")
    ]
    assert kept == [True, False]


def test_a_second_run_fetches_what_changed(run: Run, sales: Path, tmp_path: Path) -> None:
    out, file = tmp_path / "out", listed(tmp_path, f"file://{sales}")
    run("estate", file, "--out", out, "--engine", "serial")
    commit(sales, {"new.ipynb": notebook("z = 3"), "sub/deep.ipynb": None})
    again = run("estate", file, "--out", out, "--engine", "serial")
    assert again.code == 0, again.err
    home = folder_of(sales)
    assert rows(out, PATHS) == [(f"{home}/eda.ipynb",), (f"{home}/new.ipynb",)]
    changes = json.loads((out / "estate.json").read_text())["changes"]
    assert (changes["added"], changes["removed"]) == (1, 1)


def test_a_branch_a_tag_or_a_commit(run: Run, sales: Path, tmp_path: Path) -> None:
    first = git(sales, "rev-parse", "HEAD").strip()
    git(sales, "switch", "--quiet", "--create", "team/next")
    commit(sales, {"next.ipynb": notebook("z = 3")})
    git(sales, "switch", "--quiet", "main")
    file = listed(tmp_path, f"file://{sales} team/next", f"file://{sales} {first}")
    ran = run("estate", file, "--out", tmp_path / "out", "--engine", "serial")
    assert ran.code == 0, ran.err
    home = folder_of(sales)
    found = [path for (path,) in rows(tmp_path / "out", PATHS)]
    assert f"{home}@team_next/next.ipynb" in found
    assert f"{home}@{first}/eda.ipynb" in found
    assert f"{home}@{first}/next.ipynb" not in found


def test_one_that_is_gone_costs_itself_alone(run: Run, sales: Path, tmp_path: Path) -> None:
    out, gone = tmp_path / "out", f"file://{tmp_path}/gone<b>.git"
    file = listed(tmp_path, gone, f"file://{sales}")
    ran = run("estate", file, "--out", out, "--engine", "serial")
    assert ran.code == 0, ran.err
    assert f"{gone} could not be fetched, and was left out: " in ran.out
    assert "gone&lt;b&gt;.git (left out)" in (out / "estate.html").read_text(encoding="utf-8")
    sales.rename(tmp_path / "moved")
    again = run("estate", file, "--out", out, "--engine", "serial")
    assert again.code == 0, again.err
    assert f"file://{sales} could not be fetched, and was read as it was fetched before: " in again.out
    assert len(rows(out, PATHS)) == 2


def test_if_none_can_be_fetched_it_is_an_error(run: Run, tmp_path: Path) -> None:
    ran = run("estate", listed(tmp_path, f"file://{tmp_path}/gone.git"), "--out", tmp_path / "out")
    assert ran.code == 2
    assert "No repository could be fetched: " in ran.err
    assert not (tmp_path / "out" / "estate.html").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("https://ann:tiger-99@host/x.git", "The line of https://host/x.git holds a name or a password."),
        ("https://ghp_16C7e42F292c6912E7@host/x.git", "The line of https://host/x.git holds a name or a password."),
        ("ssh://ann:tiger-99@host/x.git", "The line of ssh://host/x.git holds a name or a password."),
        ("ext::sh -c touch% pwned", "nb2pkg does not fetch by `ext`."),
        ("ftp://host/x.git", "nb2pkg does not fetch by `ftp`."),
        ("https://host/..", "`https://host/..` names no repository."),
        ("https://host/x.git --upload-pack=touch", "`--upload-pack=touch` names no branch, tag or commit."),
        ("https://host/x.git a..b", "`a..b` names no branch, tag or commit."),
    ],
)
def test_what_is_not_fetched(run: Run, tmp_path: Path, line: str, said: str) -> None:
    ran = run("estate", listed(tmp_path, line), "--out", tmp_path / "out")
    assert ran.code == 2
    assert said in ran.err
    assert not {"tiger-99", "ghp_16C7e42F292c6912E7"} & set(ran.err.replace("@", " ").replace(":", " ").split())
    assert not (tmp_path / "out").exists()


def test_notebooks_and_repositories_are_not_mixed(run: Run, tmp_path: Path) -> None:
    ran = run("estate", listed(tmp_path, "https://host/x.git", "here.ipynb"), "--out", tmp_path / "out")
    assert ran.code == 2
    assert "names both repositories and notebooks: `here.ipynb`." in ran.err


@pytest.mark.parametrize("second", ["https://host/a/x", "https://host/a/x/y.git", "git@host:a/x.git"])
def test_two_that_would_share_a_folder(run: Run, tmp_path: Path, second: str) -> None:
    ran = run("estate", listed(tmp_path, "https://host/a/x.git", second), "--out", tmp_path / "out")
    assert ran.code == 2
    assert "would be in the same folder, host/a/x." in ran.err


def test_a_hostile_repository_makes_git_run_nothing(
    run: Run, sales: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "ran"
    config = tmp_path / "gitconfig"
    config.write_text(
        f"[core]\nhooksPath = {tmp_path / 'hooks'}\n"
        f'[filter "trap"]\nsmudge = touch {trap}\nrequired = true\n[submodule]\nrecurse = true\n'
    )
    (tmp_path / "hooks").mkdir()
    hook = tmp_path / "hooks" / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {trap}\n")
    hook.chmod(0o755)
    commit(sales, {".gitattributes": "*.ipynb filter=trap\n", ".gitmodules": '[submodule "x"]\npath = x\nurl = ../x\n'})
    (sales / "out.ipynb").symlink_to(tmp_path / "private.ipynb")
    commit(sales, {})
    (tmp_path / "private.ipynb").write_text(notebook("private = 1"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    ran = run("estate", listed(tmp_path, f"file://{sales}"), "--out", tmp_path / "out", "--engine", "serial")
    assert ran.code == 0, ran.err
    assert not trap.exists()
    assert not any("out.ipynb" in str(path) for (path,) in rows(tmp_path / "out", PATHS))


def test_what_a_killed_run_left_is_no_obstacle(run: Run, sales: Path, tmp_path: Path) -> None:
    out, file = tmp_path / "out", listed(tmp_path, f"file://{sales}")
    run("estate", file, "--out", out, "--engine", "serial")
    git_folder = out / ".clones" / folder_of(sales) / ".git"
    (git_folder / "index.lock").touch()
    commit(sales, {"new.ipynb": notebook("z = 3")})
    again = run("estate", file, "--out", out, "--engine", "serial")
    assert "could not be fetched" not in again.out
    assert len(rows(out, PATHS)) == 3
