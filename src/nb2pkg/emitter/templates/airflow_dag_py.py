"""`dags/<name>_dag.py`: a DAG of Airflow with a task for each stage."""

from __future__ import annotations

from nb2pkg.emitter.docstrings import named, plain
from nb2pkg.emitter.template import Subject, Template, is_for_airflow

TEXT = '''"""The stages of {source} as tasks of Airflow, one after the other; each runs the command line of {name}."""

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param, chain

STAGES = ({stages},)
# Values go to the shell as variables, never as text of the command: whoever starts a run cannot add commands.
ENVIRONMENT = {{
    "PYTHON": "{{{{ params.python }}}}",
    "STORE": "{{{{ params.store }}}}/{{{{ run_id }}}}",
    "FOLDER": "{{{{ params.folder }}}}",
    "CONFIG": "{{{{ params.config or '' }}}}",
{models}}}
RUN = '"$PYTHON" -m {name} run --stage {{stage}} --store "$STORE"{option} ${{{{CONFIG:+--config "$CONFIG"}}}}'

with DAG(
    dag_id="{name}",
    description={title!r},
    schedule=None,
    catchup=False,
    max_active_runs=1,
    params={{
        "python": Param("python", type="string", description="the interpreter in which {name} is installed"),
        "folder": Param(type="string", description="where the data lies: relative paths are read from there"),
        "store": Param("work", type="string", description="what stages leave lies there, in a folder for each run"),
        "config": Param(None, type=["null", "string"], description="settings as TOML or JSON"),
{param}    }},
) as dag:
    chain(
        *(
            BashOperator(
                task_id=stage,
                bash_command='cd "$FOLDER" && ' + RUN.format(stage=stage),
                env=ENVIRONMENT,
                append_env=True,
            )
            for stage in STAGES
        )
    )
'''
MODELS = """    "MODELS": "{{ params.models }}",
"""
PARAM = """        "models": Param("models", type="string", description="where fitted models go, below the folder"),
"""


def render(subject: Subject) -> str:
    """Without an import of the package: Airflow reads the file again and again, and where the package is not."""
    plan = subject.plan
    return TEXT.format(
        source=named(plan.source),
        name=plan.name,
        stages=", ".join(f'"{stage.name}"' for stage in plan.stages),
        title=plain(plan.title),
        models=MODELS if plan.models else "",
        option=' --models "$MODELS"' if plan.models else "",
        param=PARAM if plan.models else "",
    )


TEMPLATE = Template(path="dags/{name}_dag.py", render=render, when=is_for_airflow)
