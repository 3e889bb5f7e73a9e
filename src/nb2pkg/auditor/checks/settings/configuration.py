"""Item 41: settings come from outside."""

from nb2pkg.auditor.check import Check, failed, passed
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Something reads the environment, and something reads a file or a command line."""
    code = "\n".join(module.text for module in subject.library)
    environment = any(word in code for word in ("os.environ", "os.getenv", "BaseSettings", "environ.get", "envvar"))
    words = ("tomllib", "yaml", "configparser", "argparse", "click", "typer", "hydra", "BaseSettings")
    missing = [*([] if environment else ["environment"]), *([] if any(w in code for w in words) else ["file"])]
    if missing:
        return failed(f"no settings from the {' or a '.join(missing)}", todo="read settings in one module, config.py")
    return passed()


CHECK = Check(
    number=41,
    name="configuration",
    title="Settings come from the environment, a file and the command line",
    category=Category.SETTINGS,
    run=run,
)
