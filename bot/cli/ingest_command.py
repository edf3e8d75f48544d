"""`onrecord ingest`: put releases on record."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.options import Day, as_json, with_settings
from bot.settings import Settings
from ingest import IngestError, Reach, Refused, Report, ingest, rounds


@click.command("ingest", short_help="Put releases on record.")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--allow-private", metavar="HOST", multiple=True, envvar="ONRECORD_ALLOW_PRIVATE", help="Fetch from HOST though its address is private."
)
@click.option("--any-language", is_flag=True, help="Take releases in other languages than English too.")
@click.option("--since", type=Day(), help="Of EDGAR, only filings of this day and later.")
@click.option(
    "--edgar-identity", envvar="ONRECORD_EDGAR_IDENTITY", help='Who fetches, as the SEC asks to be told: "Name name@company.com".'
)
@click.option("--user-agent", envvar="ONRECORD_USER_AGENT", help="Who fetches, as websites are told [default: onrecord and its version].")
@click.option("--embargo-until", "embargo", metavar="TIME", help="Nobody reads them before TIME: 2026-06-30 or 2026-06-30T08:30-04:00.")
@click.option("--watch", is_flag=True, help="Go on: ingest again whenever something changes in a folder among PATHS. Ctrl-C stops.")
@click.option("--every", type=click.FloatRange(min=0, min_open=True), metavar="MINUTES", help="Go on: ingest again every so many minutes.")
@as_json
@with_settings
def command(
    paths: tuple[str, ...],
    allow_private: tuple[str, ...],
    any_language: bool,
    since: date | None,
    edgar_identity: str | None,
    user_agent: str | None,
    embargo: str | None,
    watch: bool,
    every: float | None,
    json_: bool,
    settings: Settings,
) -> None:
    """Read, parse, label and embed the releases at PATHS and put them on record.

    PATHS are files, folders, globs, the URLs of pages and feeds, and edgar:TICKER or edgar:CIK for a company's filings.
    Doing it twice changes nothing; a changed file replaces its release; a bad file is named and stops nothing.
    A file that goes, or a page that is taken down, leaves its release on record.
    """
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    if watch and not folders:
        raise click.UsageError(f"--watch needs a folder among the paths, and {', '.join(paths)} is none.")
    reach = Reach(agent=user_agent, private=frozenset(allow_private), identity=edgar_identity, since=since)
    once = partial(_once, paths, settings, reach=reach, any_language=any_language, embargo=embargo)
    if watch or every:
        go_on(once, folders if watch else [], every, settings, json_=json_)
        return
    report = once(lambda: False)
    _print(report, settings, json_=json_)
    if report.failed:
        sys.exit(1)


def _once(paths: Sequence[str], settings: Settings, stopped: Callable[[], bool], **wanted: Any) -> Report:  # noqa: ANN401
    with Bar() as progress:
        return ingest(
            paths,
            settings.store,
            model=settings.encoder,
            progress=progress,
            stopped=stopped,
            server=settings.server,
            now=settings.moment,
            **wanted,
        )


def go_on(
    once: Callable[[Callable[[], bool]], Report], folders: Sequence[Path], every: float | None, settings: Settings, *, json_: bool
) -> None:
    """Round after round, a report for each, until Ctrl-C or SIGTERM; the round at work then ends after the release it is at."""
    stop = Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, partial(_stop, stop))
    known: set[Refused | str] = set()
    for number, _ in enumerate(rounds(folders, every=60 * every if every else None, store=settings.store, stop=stop)):
        try:
            report = once(stop.is_set)
        except IngestError as error:
            if number == 0:
                raise
            click.echo(f"onrecord: {error}", err=True)  # such as another ingest at work: the next round tries again
            continue
        _print(report if json_ else _news(report, known), settings, json_=json_, timed=True)
        known.update(report.skipped, report.passed_over)
    click.echo("stopped; what was read is on record", err=True)


def _news(report: Report, known: Collection[Refused | str]) -> Report:
    """The report without what an earlier round told already."""
    return replace(
        report,
        skipped=[one for one in report.skipped if one not in known],
        passed_over=[one for one in report.passed_over if one not in known],
    )


def _stop(stop: Event, number: int, _: object) -> None:
    """Ask for an end; asked once more, do not wait for it."""
    stop.set()
    signal.signal(number, signal.default_int_handler)


def _print(report: Report, settings: Settings, *, json_: bool, timed: bool = False) -> None:
    time = f"{datetime.now():%H:%M:%S} " if timed else ""
    click.echo(json.dumps(asdict(report), ensure_ascii=False) if json_ else time + told(report, settings))


def told(report: Report, settings: Settings) -> str:
    """The report as a person reads it."""
    counts = [
        f"{len(getattr(report, name))} {name}" for name in ("added", "replaced", "unchanged", "skipped", "failed") if getattr(report, name)
    ]
    lines = [f"{', '.join(counts) or 'nothing'} in {report.seconds:.1f} s; the record is {settings.store}"]
    lines += [f"  skipped {r.source}: {r.reason}" for r in report.skipped]
    lines += [f"  failed  {r.source}: {r.reason}" for r in report.failed]
    if others := report.passed_over:
        endings = sorted({Path(name).suffix.lower() or "no ending" for name in others})
        lines.append(f"  passed over {len(others)} file{'s' * (len(others) > 1)} of other kinds ({', '.join(endings)})")
    return "\n".join(lines)


class Bar:
    """A progress bar with rate and time left, on standard error, where that is a terminal."""

    def __init__(self) -> None:
        columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)
        self._task = self._progress.add_task("", total=None, rate="")

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()

    def __call__(self, *, done: int, total: int, passages: int) -> None:
        """Show how far the ingest is."""
        elapsed = self._progress.tasks[0].elapsed or 0.0
        rate = f"{passages} passages, {passages / elapsed:.0f}/s" if elapsed and passages else ""
        self._progress.update(self._task, completed=done, total=total, rate=rate)
