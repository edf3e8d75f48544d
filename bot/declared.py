"""Every setting there is, declared once: what it means, what holds where it is not set, and whether it is a secret.

`onrecord config` and the README's table are made of this list; a test compares it with what the code reads.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable of the environment; ``usual`` is what holds where it is not set, ``key`` its place in onrecord.toml where it has one."""

    name: str
    means: str
    usual: str = "none"
    secret: bool = False
    key: str | None = None


TOKENS = "SHA-256 (hex) of the bearer tokens that open"
ROTATE = "parted by commas: several hold at once, so that one can be replaced without a gap"

SETTINGS = (
    # the record
    Setting("ONRECORD_STORE", "the record's folder", "`.onrecord`"),
    Setting("ONRECORD_CONFIG", "the company's settings file", "`onrecord.toml` where one stands"),
    Setting(
        "ONRECORD_TODAY", 'the day that "now" means, for tests and demonstrations', "the company's `today`, else the clock", key="today"
    ),
    Setting(
        "ONRECORD_CHROMA_URL",
        "a Chroma server that holds the record, `http://HOST:PORT`, with `?tenant=T&database=D` where it has them",
        "none: the record lies in its folder",
    ),
    Setting("ONRECORD_CHROMA_TOKEN", "the token that server asks for", secret=True),
    # reading releases
    Setting("ONRECORD_USER_AGENT", "who fetches pages, as websites are told", "`onrecord/VERSION (reads news releases)`"),
    Setting("ONRECORD_EDGAR_IDENTITY", "who fetches from EDGAR, as the SEC asks to be told"),
    Setting("ONRECORD_ALLOW_PRIVATE", "hosts, parted by spaces, that may be fetched from though their address is private"),
    # models
    Setting("ONRECORD_ENCODER", "a sentence-transformers name or folder", "the carried encoder"),
    Setting(
        "ONRECORD_CHOOSER", "a CrossEncoder's name or folder that reads the likeliest passages; `none` for none", "the carried chooser"
    ),
    Setting(
        "ONRECORD_CHECKER",
        "a network beside the exact checks of `check` and of a model's statements: an NLI CrossEncoder's name or folder, or `none`",
        "the carried checker",
    ),
    Setting("ONRECORD_MODELS", "a folder of models that `onrecord train` made, used in place of the carried ones"),
    Setting("ONRECORD_CACHE", "where the small models are kept once they are exported (270 MB)", "the user's cache folder"),
    Setting(
        "ONRECORD_MODEL",
        'a language model that words the answers, as `provider:model`; "none" turns off one that the company\'s file sets',
        "the company's `model`, else none",
        key="model",
    ),
    Setting("ONRECORD_MODEL_SECONDS", "how long a reader waits for it before the quotes answer instead", "12"),
    Setting("ONRECORD_MODEL_TOKENS", "how much of the record it is shown at most, in tokens", "6000"),
    # threads and the journal
    Setting(
        "ONRECORD_STATE",
        "the folder below which named threads and the journal are kept, a file a record, readable by its owner only",
        "the user's state folder",
    ),
    Setting(
        "ONRECORD_DATABASE",
        "a PostgreSQL database that several replicas share, `postgresql://USER:PASSWORD@HOST:PORT/NAME`: named threads, rates, "
        'and what replicas in Slack have taken lie there (needs `pip install ".[postgres]"`)',
        secret=True,
    ),
    Setting(
        "ONRECORD_JOURNAL",
        "the journal's database, as SQLAlchemy names it; `none` keeps no journal",
        "`ONRECORD_DATABASE`, else a file below the state folder",
        secret=True,
    ),
    Setting("ONRECORD_JOURNAL_DAYS", "days that the journal keeps an answer; `none` for ever", "1095"),
    Setting("ONRECORD_JOURNAL_PEOPLE", "what the journal keeps of who asked: `hashed`, `named` or `none`", "`hashed`"),
    Setting("ONRECORD_JOURNAL_SALT", "what people's names are hashed with", "made once, beside the journal", secret=True),
    # the web, and tools for assistants
    Setting("ONRECORD_ORIGINS", "sites that may embed the widget, such as `https://www.example.com`, parted by commas", "our own only"),
    Setting("ONRECORD_STAFF_TOKENS", f"{TOKENS} `/v1/staff/…` and all tools of `onrecord mcp --http`, {ROTATE}", secret=True),
    Setting("ONRECORD_SALES_TOKENS", f"{TOKENS} `/v1/sales/…` and the tools for sales, parted likewise", secret=True),
    Setting("ONRECORD_MCP_TOKENS", f"{TOKENS} the tools for investors over HTTP, parted likewise", secret=True),
    Setting("ONRECORD_MCP_AUDIENCE", "who asks over standard input: `investor`, `staff` or `sales`", "`investor`"),
    Setting("ONRECORD_ADDRESS_RATE", "questions a minute from one address, or with one token of an assistant", "60"),
    Setting("ONRECORD_SESSION_RATE", "questions a minute in one conversation", "20"),
    Setting("ONRECORD_ANSWERS_AT_ONCE", "answers made at a time in one process", "2"),
    Setting("ONRECORD_ANSWERS_WAITING", "questions that may wait; the next gets a 503", "16"),
    Setting("ONRECORD_ANSWER_SECONDS", "after which an answer is given up", "20"),
    Setting("ONRECORD_SHARED", "the folder that the processes of one server share; `onrecord serve` sets it", "–"),
    # what it shows of itself
    Setting("ONRECORD_LOG", "how logs are written: `plain` or `json`", "`plain`"),
    Setting("ONRECORD_METRICS_PORT", "the port at which a surface without the web shows its figures, on this machine alone"),
    Setting("ONRECORD_MODEL_PRICES", "what the language model costs: dollars for a million tokens read and written, such as `0.40,1.60`"),
    # Slack
    Setting("SLACK_BOT_TOKEN", "the bot's token, `xoxb-…`", secret=True),
    Setting("SLACK_APP_TOKEN", "the app's token for Socket Mode, `xapp-…`", secret=True),
    Setting("SLACK_SIGNING_SECRET", "what Slack signs requests with, for HTTP mode", secret=True),
    Setting("SLACK_CLIENT_ID", "the app's client, to be installed in several workspaces"),
    Setting("SLACK_CLIENT_SECRET", "its secret", secret=True),
    Setting(
        "ONRECORD_SLACK_KEY",
        "what encrypts the tokens of several workspaces in the database, 32 bytes in base64 (`openssl rand -base64 32`); of several, "
        "parted by commas, the first encrypts and all decrypt",
        "none: needed where `SLACK_CLIENT_ID` is set",
        secret=True,
    ),
    Setting("ONRECORD_SLACK_API_URL", "another address of Slack's API, for tests and proxies", "Slack's own"),
    Setting("ONRECORD_PUBLIC_URL", "where the pages of the releases are reached, for links to the quoted words", "none: no such links"),
)

NAMES = frozenset(setting.name for setting in SETTINGS)
PREFIXES = ("ONRECORD_", "SLACK_")


def as_table() -> str:
    """The README's table, in Markdown."""
    rows = (f"| `{s.name}` | {s.means}{' (secret)' if s.secret else ''} | {s.usual} |" for s in SETTINGS)
    return "\n".join(("| variable | means | where it is not set |", "|---|---|---|", *rows))
