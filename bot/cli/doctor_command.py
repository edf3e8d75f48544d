"""`onrecord doctor`: what is set, what answers, what is wrong."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.options import as_json
from bot.doctor import Finding, examine

MARKS = {"right": ("ok", "green"), "look": ("look", "yellow"), "wrong": ("WRONG", "red")}


@click.command("doctor", short_help="Say what is set, what answers and what is wrong.")
@click.option("--store", type=click.Path(path_type=Path), help="The record's folder [default: ONRECORD_STORE, else .onrecord].")
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="The port that `onrecord serve` is to use.")
@as_json
def command(store: Path | None, port: int, json_: bool) -> None:
    """Look at settings, tokens, encoder, record, clock, disk and port; exit 1 where something is wrong. Every byte of the store is read."""
    findings = []
    for finding in examine(store=store, port=port):
        findings.append(finding)
        if not json_:
            click.echo(told(finding))
    if json_:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    if any(finding.verdict == "wrong" for finding in findings):
        sys.exit(1)


def told(finding: Finding) -> str:
    """A finding as a person reads it."""
    mark, colour = MARKS[finding.verdict]
    line = f"{click.style(f'{mark:<5}', fg=colour)}  {finding.about:<8}  {finding.said}"
    return f"{line}\n{'':17}{finding.do}" if finding.do else line
