"""What is set: values that can be used, names that there are, tokens of the right kind, packages that they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec

from bot.compose.provider import ALIASES, EXTRAS
from bot.doctor.finding import Finding
from bot.errors import SettingsError
from bot.in_force import unknown
from bot.settings import Settings
from bot.watch.settings import read_watch_settings
from bot.web.settings import read_web_settings

TOKENS = ("ONRECORD_STAFF_TOKENS", "ONRECORD_SALES_TOKENS", "ONRECORD_MCP_TOKENS")
SLACK = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


def values(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """What is set; each name that is none, and each value of the web and of the logs that cannot be used."""
    named = sorted(key for key in environment if key.startswith("ONRECORD_"))
    fixed = f"; now is fixed to {settings.now()}" if settings.today or settings.company.today else ""
    yield Finding("settings", "right", f"{', '.join(named) or 'none set'}{fixed}")
    for line in unknown(environment):
        yield Finding("settings", "look", line)
    known = {key: value for key, value in environment.items() if key not in TOKENS}  # tokens are looked at one by one
    for read in (read_web_settings, read_watch_settings):
        try:
            read(known)
        except SettingsError as error:
            yield Finding("settings", "wrong", str(error), "Mend it, then run `onrecord doctor` again.")


def tokens(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Tokens that are none, without telling them."""
    for key in TOKENS:
        bad = [part for part in environment.get(key, "").split(",") if part.strip() and not _is_hash(part.strip())]
        if bad:
            yield Finding(
                "token",
                "wrong",
                f"{key} holds {len(bad)} that is no SHA-256",
                "Set it to the SHA-256 of the token, 64 hex digits (`printf %s TOKEN | sha256sum`).",
            )
    for key, begins in SLACK.items():
        if environment.get(key) and not environment[key].startswith(begins):
            yield Finding(
                "token", "wrong", f"{key} is no token of that kind", f"Copy the one that begins with {begins} from the app's page."
            )
    if environment.get("SLACK_CLIENT_ID") and not environment.get("ONRECORD_SLACK_KEY"):
        said = "ONRECORD_SLACK_KEY is not set, which encrypts the tokens of the workspaces in the database"
        yield Finding("token", "wrong", said, "Make one (`openssl rand -base64 32`), and keep it apart from the database.")


def extras(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the packages are installed that the settings need."""
    yield from _model(settings)
    shared = [key for key in ("ONRECORD_DATABASE", "ONRECORD_JOURNAL") if environment.get(key, "").startswith("postgres")]
    if shared and find_spec("psycopg") is None:
        yield Finding("extra", "wrong", f"{shared[0]} needs a package that is not installed", "pip install 'onrecord[postgres]'")
    if environment.get("ONRECORD_EDGAR_IDENTITY") and find_spec("edgar") is None:
        yield Finding("extra", "wrong", "EDGAR needs a package that is not installed", "pip install 'onrecord[edgar]'")


def _is_hash(text: str) -> bool:
    return len(text) == 64 and not set(text.lower()) - set("0123456789abcdef")


def _model(settings: Settings) -> Iterator[Finding]:
    if not settings.model:
        return
    named = settings.model.partition(":")[0]
    provider = ALIASES.get(named, named)
    extra = EXTRAS.get(provider, provider)
    if find_spec(f"langchain_{provider.replace('azure_', '')}") is None:
        yield Finding("model", "wrong", f"{settings.model} needs a package that is not installed", f"pip install 'onrecord[{extra}]'")
    else:
        yield Finding("model", "right", settings.model)
