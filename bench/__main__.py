"""`python -m bench`: all benchmarks, or one; Markdown to standard output, progress to standard error."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from pathlib import Path

from bench import check, dependencies, elsewhere, growth, job, peers, recorded, sabotage, speed, verify

ALL = ("speed", "growth", "job", "check", "verify", "sabotage", "recorded", "elsewhere", "dependencies")


def say(line: str) -> None:
    """Tell how far the benchmark is."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Run what was asked for, print it, and keep the figures in `.bench/results.json`."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=ALL, help="one of the benchmarks, not all")
    parser.add_argument("--limit", type=int, help="at most so many notebooks")
    parser.add_argument(
        "--corpus", type=Path, help="folder of notebooks (default: $NB2PKG_CORPUS, .corpus/nbs, fixtures)"
    )
    parser.add_argument("--python", type=Path, default=peers.ROOT / ".corpus" / "venv" / "bin" / "python")
    parser.add_argument("--listed", type=Path, help="file that names the notebooks for `verify`, one a line")
    parser.add_argument("--no-costs", action="store_true", help="`verify`: verdicts only, which takes half the time")
    parser.add_argument("--rows", type=Path, help="`verify`: keep each row in this file, and go on from there")
    args = parser.parse_args()

    corpus = speed.corpus_folder(args.corpus)
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    results: dict[str, object] = {"machine": machine}
    file = peers.HOME / "results.json"
    if file.exists():
        results = json.loads(file.read_text(encoding="utf-8")) | results
    wanted = [args.only] if args.only else list(ALL)
    print(f"# Benchmark of nb2pkg\n\n{machine}. Notebooks: {shown(corpus)}.")
    for name in wanted:
        if name == "speed":
            text, raw = speed.compare(corpus, args.limit or speed.SAMPLE, say)
            title = f"Speed: {len(speed.sample(corpus, args.limit or speed.SAMPLE))} notebooks"
        elif name == "growth":
            text, raw = growth.grow(say)
            title = "Growth: a synthetic notebook of more and more cells"
        elif name == "check":
            text, raw = check.compare(corpus, args.limit, say)
            title = "Check: linters over the same notebooks"
        elif name == "recorded":
            text, raw = recorded.judge(corpus, args.python, args.limit, say)
            title = "Recorded tests and types"
        elif name == "elsewhere":
            text, raw = elsewhere.judge(corpus, args.python, args.limit, say)
            title = "Recorded tests in clean environments, in random order"
        elif name == "dependencies":
            text, raw = dependencies.judge(args.python, args.limit, say)
            title = "Dependencies: nothing missing, nothing superfluous?"
        elif name == "verify":
            text, raw = verify.measure_all(
                corpus,
                args.python,
                args.limit,
                say,
                listed=args.listed,
                has_costs=not args.no_costs,
                rows_file=args.rows,
            )
            title = "Verify: what verdicts find and cost"
        elif name == "sabotage":
            text, raw = sabotage.sabotage(args.python, args.limit, say)
            title = "Sabotage: are spoilt packages found?"
        else:
            text, raw = job.judge(corpus, args.python, args.limit, say)
            title = "The same job: does the result run, and print what the notebook prints?"
        print(f"\n## {title}\n\n{text}", flush=True)
        results[name] = raw | {"markdown": text}
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def shown(corpus: Path) -> str:
    """The corpus's folder as it is named in the output; that the fixtures stand in for it is said."""
    if corpus == peers.ROOT / "fixtures" / "notebooks":
        return "`fixtures/notebooks`, as no corpus is here"
    inside = corpus.resolve().is_relative_to(peers.ROOT)
    return f"`{corpus.resolve().relative_to(peers.ROOT) if inside else corpus.name}`"


if __name__ == "__main__":
    main()
