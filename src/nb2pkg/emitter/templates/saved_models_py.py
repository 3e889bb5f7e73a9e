"""`saved_models.py`: fitted models with all that is needed to use and to judge them."""

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.drift_py import has_models

TEXT = '''"""Fitted models: saved with what is needed to use and to judge them, and loaded again."""

import hashlib
import json
import logging
import platform
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import joblib
import pandas as pd

from {name} import __version__
from {name}.drift import as_table, describe

_FOLDER: ContextVar[str] = ContextVar("folder", default="")


@dataclass(frozen=True, kw_only=True)
class SavedModel:
    """A model, what else was fitted with it, and what is known of its training."""

    model: Any
    preprocessing: Mapping[str, Any]
    facts: Mapping[str, Any]


def set_model_folder(folder: str) -> None:
    """Save models in `folder` from now on; nowhere if it is empty."""
    _FOLDER.set(folder)


def keep_model(
    name: str,
    model: Any,
    features: Any,
    target: Any = None,
    *,
    held_out: tuple[Any, Any] | None = None,
    preprocessing: Mapping[str, Any] | None = None,
) -> None:
    """Save a model that was just fitted as `<name>.joblib` and `<name>.json`, if there is a folder for it."""
    if not _FOLDER.get():
        return
    folder = Path(_FOLDER.get()).expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{{name}}.joblib"
    others = dict(preprocessing or {{}})
    joblib.dump({{"model": model, "preprocessing": others}}, path)
    facts = {{
        "name": name,
        "class": f"{{type(model).__module__}}.{{type(model).__qualname__}}",
        "saved": datetime.now(UTC).isoformat(timespec="seconds"),
        "package": {{"{name}": __version__}},
        "versions": versions(model, *others.values()),
        "parameters": _parameters(model),
        "features": _column_names(features),
        "dimensions": getattr(features, "ndim", 2),
        "target": getattr(target, "name", None),
        "rows": len(as_table(features)),
        "data_sha256": fingerprint(features, target),
        "metrics": _metrics(model, held_out),
        "preprocessing": sorted(others),
        "statistics": describe(features),
        "file_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }}
    text = json.dumps(facts, indent=2, default=str) + "\\n"
    path.with_suffix(".json").write_text(text, encoding="utf-8")


def load_model(path: str) -> SavedModel:
    """The model in a file. Loading runs code from it: load only what you or your pipeline have saved.

    Raises OSError or ValueError; other versions of libraries than those of its training are a warning in the log.
    """
    place = Path(path)
    facts = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
    if hashlib.sha256(place.read_bytes()).hexdigest() != facts["file_sha256"]:
        raise ValueError(f"{{path}} is not the file that its .json tells of")
    content = joblib.load(place)
    saved = SavedModel(facts=facts, **content)
    now = versions(saved.model, *saved.preprocessing.values())
    for library, version in facts["versions"].items():
        if now.get(library) != version:
            logging.getLogger(__name__).warning(
                "the model was saved with %s %s, here is %s", library, version, now.get(library, "none")
            )
    return saved


def versions(*fitted: Any) -> dict[str, str]:
    """Python and the distributions that the objects come from, with those that tables and files need."""
    modules = {{"joblib", "numpy", "pandas", *(type(one).__module__.split(".")[0] for one in fitted)}}
    by_module = metadata.packages_distributions()
    names = sorted({{name for module in modules for name in by_module.get(module, ())}})
    return {{"python": platform.python_version(), **{{name: metadata.version(name) for name in names}}}}


def fingerprint(*data: Any) -> str:
    """SHA-256 of the values of tables and arrays, rows in order."""
    digest = hashlib.sha256()
    for part in data:
        if part is not None:
            table = as_table(part)
            digest.update(repr([str(name) for name in table.columns]).encode())
            hashes = pd.util.hash_pandas_object(table.astype(str), index=False)
            digest.update(hashes.to_numpy().tobytes())
    return digest.hexdigest()


def _column_names(features: Any) -> list[str] | None:
    if isinstance(features, pd.DataFrame | pd.Series):
        return [str(name) for name in as_table(features).columns]
    return None


def _parameters(model: Any) -> dict[str, str]:
    return {{k: repr(v) for k, v in model.get_params().items()}} if hasattr(model, "get_params") else {{}}


def _metrics(model: Any, held_out: tuple[Any, Any] | None) -> dict[str, float]:
    """What the model itself calls its score, on rows that it was not fitted on."""
    if held_out is None or not hasattr(model, "score"):
        return {{}}
    return {{"score": float(model.score(*held_out)), "rows": len(as_table(held_out[0]))}}
'''


def render(subject: Subject) -> str:
    """The module, with the package's name."""
    return TEXT.format(name=subject.plan.name)


TEMPLATE = Template(path="src/{name}/saved_models.py", render=render, when=has_models)
