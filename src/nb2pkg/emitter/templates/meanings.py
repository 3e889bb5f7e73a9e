"""What a setting is for, in the documents and beside its field."""

from __future__ import annotations

from nb2pkg.emitter.templates.escape import markdown, one_line, sentence
from nb2pkg.model.plan import Parameter, ParameterKind

_KINDS = {
    ParameterKind.PATH: "a file or folder",
    ParameterKind.URL: "an address",
    ParameterKind.SEED: "seed of random draws",
    ParameterKind.SECRET: "a secret, only ever read from the environment",
    ParameterKind.VALUE: "",
}


def meaning(parameter: Parameter) -> str:
    """As plain text on one line; empty where nothing is known that the name does not say."""
    return one_line(parameter.comment) or parameter.roles.replace("`", "") or _KINDS[parameter.kind]


def meaning_in_markdown(parameter: Parameter) -> str:
    """The same for a document, which tells the cell where there is nothing else."""
    if parameter.comment:
        return markdown(parameter.comment)
    return sentence(parameter.roles or _KINDS[parameter.kind] or f"from cell {parameter.origin.cell + 1}")
