"""`files.py`: what `%%writefile` did."""

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.model.plan import Displays

TEXT = '''"""Files that cells of the notebook wrote (`%%writefile`)."""

from pathlib import Path


def write_file(path: str, text: str, *, append: bool = False) -> None:
    """Write a text file, or add to it."""
    file = Path(path)
{say}    with file.open("a" if append else "w", encoding="utf-8") as target:
        target.write(text)
'''
SAY = """    print(f"{'Appending to' if append else 'Overwriting' if file.exists() else 'Writing'} {path}")
"""


def is_needed(subject: Subject) -> bool:
    """Only where a module writes such files."""
    return any(helper == "files" for module in subject.plan.modules for helper, _ in module.runtime)


def render(subject: Subject) -> str:
    """With the notebook's message where shown values are printed."""
    return TEXT.format(say=SAY if subject.plan.displays is Displays.PRINT else "")


TEMPLATE = Template(path="src/{name}/files.py", render=render, when=is_needed)
