"""What is seen of it: figures, log lines and traces, and that no words of questions, answers or drafts are among them."""

from __future__ import annotations

import json
import logging
import logging.config
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from model_server import Reply, serving
from postgres_server import free_port

from bot.answer import Question
from bot.chain import Chain
from bot.cli.app import onrecord
from bot.compose.provider import ChatModel
from bot.errors import SettingsError
from bot.settings import Settings
from bot.watch.asking import asking
from bot.watch.logs import log_settings
from bot.watch.settings import WatchSettings, read_watch_settings
from bot.watch.telling import count, tell
from bot.watch.watching import watching
from ingest import Embedder, Record, Release, ingest

PRICES = (0.4, 1.6)
QUESTION = "When was the plant in Hullabaloo closed, and why?"


@pytest.fixture
def chain(a_record: Callable[..., Record], a_release: Callable[..., Release], embedder: Embedder) -> Chain:
    closed = a_release("Orvex closed the plant in Hull because a flood had damaged its foundations.")
    return Chain(a_record(closed), embedder, Settings(chooser="none"), surface="slack")


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """A collector of traces that keeps whatever it is sent."""
    kept: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.append(self.path.encode() + b"\n" + self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.send_response(200)
            self.end_headers()

        do_GET = do_PATCH = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", kept
    server.shutdown()
    thread.join()
    server.server_close()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.fixture
def logging_as() -> Iterator[Callable[[str], None]]:
    before = logging.getLogger("onrecord").handlers[:]
    yield lambda form: logging.config.dictConfig(log_settings(form))  # type: ignore[arg-type]
    logger = logging.getLogger("onrecord")
    logger.handlers, logger.propagate = before, True


def test_every_surface_feeds_the_figures(chain: Chain) -> None:
    with watching(WatchSettings()) as figures:
        chain.ask(Question("When was the plant in Hull closed?", "staff"))
        chain.ask(Question("Should I buy the shares?"))
        told = figures.told().decode()
    assert 'onrecord_answers_total{audience="staff",status="answered",surface="slack"} 1.0' in told
    assert 'onrecord_answers_total{audience="investor",status="declined",surface="slack"} 1.0' in told
    assert 'onrecord_step_seconds_count{step="retrieve"} 1.0' in told
    assert 'onrecord_step_seconds_count{step="decide"} 2.0' in told
    assert 'onrecord_statements_total{fate="shown"} 1.0' in told
    assert 'onrecord_statements_total{fate="cut"} 0.0' in told
    assert 'onrecord_chroma_seconds_count{call="vectors"}' in told
    assert "onrecord_releases 1.0" in told
    assert "onrecord_newest_release_timestamp_seconds 1.741" in told


def test_nothing_is_counted_once_nobody_listens(chain: Chain) -> None:
    with watching(WatchSettings()) as figures:
        count("places", taken=3)
        assert "onrecord_places_taken 3.0" in figures.told().decode()
    chain.ask(Question("Should I buy the shares?"))
    told = figures.told().decode()
    assert "onrecord_answers_total{" not in told
    assert "onrecord_places_taken 0.0" in told


def test_a_surface_without_the_web_shows_its_figures_at_a_port_of_its_own() -> None:
    port = free_port()
    with watching(WatchSettings(metrics_port=port)):
        tell("turned_away")
        count("places", taken=2)
        assert "onrecord_places_taken 2.0" in httpx.get(f"http://127.0.0.1:{port}/metrics").text
        with pytest.raises(SettingsError, match=f"ONRECORD_METRICS_PORT is {port}"), watching(WatchSettings(metrics_port=port)):
            pass
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/metrics")


def test_a_models_calls_tokens_and_cost_are_counted() -> None:
    with watching(WatchSettings(prices=PRICES)) as figures:
        tell("model", model="openai:m", outcome="done", seconds=0.3, read=1_000_000, written=500_000)
        tell("model", model="openai:m", outcome="failed", seconds=12.0, read=0, written=0)
        told = figures.told().decode()
    assert 'onrecord_model_calls_total{model="openai:m",outcome="failed"} 1.0' in told
    assert 'onrecord_model_tokens_total{kind="written",model="openai:m"} 500000.0' in told
    assert 'onrecord_model_dollars_total{model="openai:m"} 1.2' in told


def test_a_reply_is_told_with_what_it_cost(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.INFO, "onrecord.events")
    with serving(lambda _: Reply("The plant is full.", tokens=(700, 20))) as server:
        monkeypatch.setenv("OPENAI_API_KEY", "k")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert "".join(ChatModel("openai:m", seconds=20).pieces("You answer.", "Is it full?")) == "The plant is full."
    told = [record.figures for record in caplog.records if record.name == "onrecord.events.model"]  # type: ignore[attr-defined]
    assert [(one["model"], one["outcome"], one["read"], one["written"]) for one in told] == [("openai:m", "done", 700, 20)]


def test_a_json_line_has_the_request_and_the_figures(
    chain: Chain, logging_as: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    logging_as("json")
    with asking("request-1"):
        answer = chain.ask(Question("When was the plant in Hull closed?"))
    (line,) = (line for line in lines(capsys) if line["message"] == "answer")
    assert (line["request_id"], line["answer_id"], line["status"]) == ("request-1", answer.answer_id, "answered")
    assert line["steps"].keys() >= {"understand", "retrieve", "compose"}  # type: ignore[attr-defined]


def test_of_an_exception_kind_and_place_are_logged_not_its_words(
    logging_as: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("json", "plain"):
        logging_as(form)
        try:
            int(QUESTION)
        except ValueError:
            logging.getLogger("onrecord.web").exception("unforeseen")
        said = capsys.readouterr().err
        assert "ValueError" in said
        assert "test_watch.py" in said
        assert "Hullabaloo" not in said


def test_an_answer_is_a_trace_without_words(chain: Chain, collector: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    url, kept = collector
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
    trace = "0af7651916cd43dd8448eb211c80319c"
    with watching(read_watch_settings()), asking("request-2", f"00-{trace}-b7ad6b7169203331-01"):
        answer = chain.ask(Question(QUESTION))
    sent = b"".join(kept)
    assert kept[0].startswith(b"/v1/traces")
    for words in (answer.answer_id.encode(), b"request-2", b"retrieve", bytes.fromhex(trace)):
        assert words in sent
    for words in (b"Hullabaloo", b"foundations"):
        assert words not in sent


def test_a_draft_is_in_no_log_metric_or_trace(
    collector: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url, kept = collector
    release = tmp_path / "2025-05-05-plant.md"
    release.write_text("# Orvex Closes a Plant\n\nLEEDS, England, May 5, 2025 -- Orvex Valves Ltd. (LSE: ORVX) closed its plant in Hull.\n")
    ingest([str(release)], tmp_path / "store")
    for key, value in {
        "OTEL_EXPORTER_OTLP_ENDPOINT": url,
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_ENDPOINT": url,
        "LANGSMITH_API_KEY": "k",
        "ONRECORD_STORE": str(tmp_path / "store"),
        "ONRECORD_CHOOSER": "none",
    }.items():
        monkeypatch.setenv(key, value)
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# Orvex Buys\n\nLEEDS, England, June 5, 2025 -- Orvex Valves Ltd. (LSE: ORVX) bought Zyxomatic for 17 million pounds.\n"
    )
    caplog.set_level(logging.DEBUG)
    with watching(read_watch_settings()) as figures:
        for command in ("check", "label"):
            done = CliRunner().invoke(onrecord, [command, str(draft)])
            assert (done.exit_code, "Zyxomatic" in done.output) == (0, True), done.output
        told = figures.told()
    seen = caplog.text.encode() + told + b"".join(kept)
    assert b"Zyxomatic" not in seen
    assert all(b"Zyxomatic" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != draft)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("ONRECORD_LOG", "xml", "plain or json"),
        ("ONRECORD_METRICS_PORT", "99999", "a port"),
        ("ONRECORD_MODEL_PRICES", "cheap", "dollars for a million tokens"),
    ],
)
def test_a_wrong_setting_is_named(key: str, value: str, expected: str) -> None:
    with pytest.raises(SettingsError, match=f"{key} is '{value}'; {expected}"):
        read_watch_settings({key: value})


def test_traces_are_sent_where_the_standard_variables_say_so() -> None:
    assert not read_watch_settings({}).traces
    assert read_watch_settings({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x"}).traces
    assert not read_watch_settings({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_SDK_DISABLED": "true"}).traces
    assert not read_watch_settings({"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://x"}).traces
