"""Notebook + Flow -> PackagePlan. Decides everything, writes nothing."""

from nb2pkg.planner.build import plan_package

__all__ = ["plan_package"]
