"""`onrecord serve`: the web API, the chat widget and the pages of the releases."""

from __future__ import annotations

import click

from bot.cli.options import with_settings
from bot.settings import Settings
from bot.slack.settings import over_http
from bot.web.serve import serve
from bot.web.settings import read_web_settings

PORT = click.IntRange(1, 65_535)


@click.command("serve", short_help="Serve the web API, the chat widget and the pages of the releases.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all of this machine.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen at.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes; one a core is most of use.")
@with_settings
def command(host: str, port: int, workers: int, settings: Settings) -> None:
    """Serve until stopped (Ctrl-C). The widget is one tag in a page: <script src="https://HOST/widget.js" async></script>.

    Sites that may embed it are named in ONRECORD_ORIGINS. Where SLACK_SIGNING_SECRET is set, Slack is answered at /slack/events, too.
    The README lists the other settings.
    """
    click.echo(
        f"Serving {settings.store} at http://{host}:{port}/releases (API: /openapi.json, widget: /widget.js). Ctrl-C stops.", err=True
    )
    application = "bot.slack.web" if over_http() else "bot.web.app"
    serve(settings, read_web_settings(), host=host, port=port, workers=workers, application=application)
