"""`onrecord ingest`: put releases on record."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.options import as_json, with_settings
from bot.settings import Settings
from ingest import Reach, Report, ingest


@click.command("ingest", short_help="Put releases on record.")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--allow-private", metavar="HOST", multiple=True, envvar="ONRECORD_ALLOW_PRIVATE", help="Fetch from HOST though its address is private."
)
@click.option("--any-language", is_flag=True, help="Take releases in other languages than English too.")
@click.option("--user-agent", envvar="ONRECORD_USER_AGENT", help="Who fetches, as websites are told [default: onrecord and its version].")
@click.option("--embargo-until", "embargo", metavar="TIME", help="Nobody reads them before TIME: 2026-06-30 or 2026-06-30T08:30-04:00.")
@as_json
@with_settings
def command(
    paths: tuple[str, ...],
    allow_private: tuple[str, ...],
    any_language: bool,
    user_agent: str | None,
    embargo: str | None,
    json_: bool,
    settings: Settings,
) -> None:
    """Read, parse, label and embed the releases at PATHS (files, folders, globs, the URLs of pages and feeds) and put them on record.

    Doing it twice changes nothing; a changed file replaces its release; a bad file is named and stops nothing.
    """
    reach = Reach(agent=user_agent, private=frozenset(allow_private))
    with Bar() as progress:
        report = ingest(
            paths,
            settings.store,
            model=settings.encoder,
            progress=progress,
            reach=reach,
            any_language=any_language,
            server=settings.server,
            now=settings.moment,
            embargo=embargo,
        )
    click.echo(json.dumps(asdict(report), ensure_ascii=False) if json_ else told(report, settings))
    if report.failed:
        sys.exit(1)


def told(report: Report, settings: Settings) -> str:
    """The report as a person reads it."""
    counts = [
        f"{len(getattr(report, name))} {name}" for name in ("added", "replaced", "unchanged", "skipped", "failed") if getattr(report, name)
    ]
    lines = [f"{', '.join(counts) or 'nothing'} in {report.seconds:.1f} s; the record is {settings.store}"]
    lines += [f"  skipped {r.source}: {r.reason}" for r in report.skipped]
    lines += [f"  failed  {r.source}: {r.reason}" for r in report.failed]
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
