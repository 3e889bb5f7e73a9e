"""A stored output shows a folder of a person.

Tracebacks, warnings and shown paths tell who ran the notebook and how the computer is laid out: personal data that
travel with the file, and a hint that something depends on one computer. Clear the outputs before sharing, or run the
notebook where the user is a service account. (Accounts that come with a platform, such as `jovyan`, are nobody's.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.knowledge.secret_hints import HOMES, marks_in
from nb2pkg.model.finding import Hit, Severity, whole_cell
from nb2pkg.model.notebook import Output
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.secrets.texts import short_outputs, without_programs

_HOME = pattern_of(
    r"(?P<root>/Users/|/home/|(?<![A-Za-z])[A-Za-z]:(?:\\{1,2}|/)(?:Users|Documents and Settings)(?:\\{1,2}|/))"
    r"(?P<user>[A-Za-z0-9][\w.@-]*(?: [A-Z][\w-]*)?)(?=[\\/])"
)
# Accounts of images, services and documentation.
_NOBODY = frozenset(
    """
    admin administrator anaconda app appuser azureuser builder circleci coder codespace conda condauser databricks
    datalore default defaultuser0 dev developer docker docs ec2-user elyra emr-notebook example foo gitpod glue_user
    guest hadoop ipython jenkins johndoe jovyan joyvan jupyter jupyterhub kaggle mambauser me my name nb_user nbuser
    nobody node opc public root rstudio runner runneradmin sagemaker-user shared some spark student travis
    trusted-service-user ubuntu user username vagrant vscode vsts vsts_azpcontainer wsuser xxx you your
    your-username your_name yourname yourusername
    """.split()
)


def _whole(subject: Subject) -> Iterator[Hit]:
    texts = short_outputs(subject)
    if texts is not None and marks_in(texts).isdisjoint(HOMES):
        return
    for cell in subject.notebook.cells:
        for index, output in enumerate(cell.outputs):
            for home in sorted(set(_homes(output))):
                message = f"an output of this cell shows the folder of a person, `{home}`"
                yield Hit(message=message, at=whole_cell(cell.index), output=index)


def _homes(output: Output) -> Iterator[str]:
    if _may_show_home(output.text):
        yield from _homes_in(output.text)
    if _may_show_home(output.html):
        yield from _homes_in(without_programs(output.html))


def _may_show_home(text: str) -> bool:
    if "base64," in text:  # images are left out where secrets are searched, and cost more than three words
        return "/Users" in text or "/home/" in text or ":\\" in text
    return not marks_in(text).isdisjoint(HOMES)  # the search for secrets has asked the same


def _homes_in(text: str) -> Iterator[str]:
    for found in _HOME.finditer(text):
        if found["user"].lower() not in _NOBODY and not _is_in_url(text, found.start()):
            yield found["root"].replace("\\\\", "\\") + found["user"]


def _is_in_url(text: str, at: int) -> bool:
    """`https://example.org/home/news/`: not a folder of this computer."""
    word = re.search(r"[^\s'\"(<>=,]*\Z", text[max(at - 200, 0) : at])
    before = word[0] if word else ""
    return bool(before) and not before.endswith(":") and (re.match(r"[A-Za-z][\w+.-]*://[^/]", before) is not None)


RULE = Rule(
    code="NB310",
    name="personal-path-in-output",
    severity=Severity.WARNING,
    whole=_whole,
    bad=(
        "df.head()\n#! FileNotFoundError: «/Users/ann/sales/data.csv\n# %%\nos.getcwd()\n#= «'/home/ann.lee/sales'",
        "w()\n#err> «C:\\Users\\Ann Lee\\anaconda3\\lib\\site-packages\\x.py:3: FutureWarning: old",
        "path\n#= WindowsPath('«C:/Users/ann/sales')\n# %%\npath\n#= '«C:\\\\Users\\\\ann\\\\sales'",
        "a, b\n#> ««/home/bob/x.csv /home/ann/y.csv /home/ann/z.csv",
    ),
    good=(
        "w()\n#err> /home/jovyan/work/x.py:3: FutureWarning: old\n# %%\nw()\n#err> /root/x.py:3: UserWarning",
        "url\n#= 'https://example.org/home/news/today'\n# %%\nurl\n#= 'https://api.example.org/Users/ann/posts'",
        "path\n#= '/content/drive/MyDrive/x.csv'\n# %%\npath\n#= '/home/<user>/x.csv'\n# %%\np\n#= '/srv/home.csv'",
        "path = \"/home/ann/data.csv\"\nprint(1)\n#> 1\n# %%\nroute\n#= '/users/ann/edit'",
        "drive\n#= 'C:\\Users\\Public\\data' 'C:\\Program Files\\x\\y'",
    ),
)
