"""Comments on pull and merge requests, by the REST APIs of GitHub and GitLab."""

from nb2pkg.surfaces.forges.upsert import FORGES, post_comment

__all__ = ["FORGES", "post_comment"]
