"""A data flow as a picture that stands alone."""

from __future__ import annotations

from nb2pkg.model.data_flow import DataFlow
from nb2pkg.reporter.flow_picture import picture
from nb2pkg.reporter.format import GraphFormat


def _render(flow: DataFlow) -> str:
    return picture(flow) + "\n"


FORMAT = GraphFormat(name="svg", suffix=".svg", render=_render)
