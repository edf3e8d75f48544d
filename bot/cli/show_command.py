"""`onrecord show`: one release as stored."""

from __future__ import annotations

import json

import click

from bot.cli.options import as_json, with_settings
from bot.contract import release_to_json
from bot.dates import spoken
from bot.opening import open_record
from bot.settings import Settings
from ingest import Release


@click.command("show", short_help="Show one release as stored.")
@click.argument("release")
@click.option("--text", is_flag=True, help="Print the stored text alone, byte for byte: what every span counts in.")
@as_json
@with_settings
def command(release: str, text: bool, json_: bool, settings: Settings) -> None:
    """Show RELEASE (an id, the beginning of one, or a file name) as it was parsed."""
    found = open_record(settings, to_search=False).find(release)
    if text:
        click.echo(found.text, nl=False)
    elif json_:
        click.echo(json.dumps(release_to_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo(told(found))


def told(release: Release) -> str:
    """The release as a person reads it: what it is, then its sections with their kinds, looking-ahead sentences marked."""
    lines = [
        release.headline,
        f"{spoken(release.published.isoformat())} · {release.issuer or 'issuer not stated'} · {release.release_id}",
        f"from {', '.join(release.sources or (release.source,))}",
        *([f"corrects {release.corrects}"] if release.corrects else []),
        *([f"restates {release.restates}"] if release.restates else []),
        "",
    ]
    for number, section in enumerate(release.sections):
        lines.append(f"[{section.kind}] {section.heading}".rstrip())
        for sentence in release.sentences:
            if sentence.section == number:
                mark = {"forward": "»", "schedule": "○"}.get(sentence.label, " ")
                lines.append(f"  {mark} {release.quote(sentence)}")
        lines.append("")
    return "\n".join([*lines, "» looks ahead   ○ schedule"])
