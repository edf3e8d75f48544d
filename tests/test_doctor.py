"""The doctor finds each fault that is made on purpose, and says what to do."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from bot.doctor import Finding, examine
from ingest import Record, Release


@contextmanager
def answering(body: bytes = b"{}", *, status: int = 200, ahead: float = 0.0, refused: str = "/none") -> Iterator[str]:
    """A server that answers anything with ``body``, by a clock that is so many seconds ``ahead``; 401 at ``refused``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401 if refused in self.path else status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - http.server's own name

        def date_time_string(self, timestamp: float | None = None) -> str:
            return formatdate(time.time() + ahead, usegmt=True)

        def log_message(self, *_: object) -> None:
            """Tests are silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("needs leave to mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def record(a_record: Callable[..., Record], a_release: Callable[..., Release]) -> Record:
    return a_record(a_release("The plant makes valves."))


def wrong(about: str, store: Path, **environment: str) -> list[Finding]:
    """What is wrong about this, each with a way out."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = [f for f in examine(environment, store=store, port=port) if f.verdict == "wrong" and f.about == about]
    assert all(f.do or "onrecord" in f.said for f in found)
    return found


def test_a_right_record_is_said_to_be_right(record: Record) -> None:
    (finding,) = [f for f in examine({}, store=record.folder) if f.about == "record"]
    assert (finding.verdict, finding.said) == ("right", f"1 releases up to 2025-03-04, in {record.folder}")


def test_no_store(tmp_path: Path) -> None:
    assert "There is no store" in wrong("record", tmp_path / "none")[0].said


def test_a_damaged_store_though_no_size_or_time_tells(record: Record) -> None:
    path = next(record.folder.glob("generation-1/lexical/words.json"))
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_bytes(path.read_bytes().replace(b"valv", b"volv"))
    os.utime(path, ns=times)
    assert "damaged" in wrong("record", record.folder)[0].said


def test_a_stale_index(a_record: Callable[..., Record], a_release: Callable[..., Release], tmp_path: Path) -> None:
    record = a_record()
    source = tmp_path / "a.md"
    source.write_text("as it is now")
    release = a_release("The plant makes valves.")
    record.add(release, {str(source): "0" * 64}, np.ones((2, 64), np.float32))
    record.commit()
    assert "1 sources are not as they were ingested" in wrong("record", record.folder)[0].said


def test_another_encoder(record: Record) -> None:
    (finding,) = [f for f in wrong("encoder", record.folder) if "made with words" in f.said]
    assert finding.do == "Run `onrecord rebuild`."


def test_a_dead_chroma(record: Record) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        (finding,) = wrong("Chroma", record.folder, ONRECORD_CHROMA_URL=url)
    assert finding.said.startswith(f"{url} does not answer")


def test_a_bad_token(record: Record) -> None:
    assert "ONRECORD_STAFF_TOKENS" in wrong("token", record.folder, ONRECORD_STAFF_TOKENS="secret")[0].said
    assert "secret" not in wrong("token", record.folder, ONRECORD_STAFF_TOKENS="secret")[0].said
    assert "SLACK_BOT_TOKEN" in wrong("token", record.folder, SLACK_BOT_TOKEN="xapp-1")[0].said
    assert "ONRECORD_SLACK_KEY is not set" in wrong("token", record.folder, SLACK_CLIENT_ID="1.2")[0].said


def test_a_clock_that_is_behind(record: Record) -> None:
    ahead = time.time() + 7200
    os.utime(record.folder / "record.json", (ahead, ahead))
    assert "ahead of this clock" in wrong("clock", record.folder)[0].said


def test_a_full_disk(small_disk: Path) -> None:
    store = small_disk / "store"
    with suppress(OSError), (small_disk / "full").open("wb") as file:
        while True:
            file.write(bytes(4096))
            file.flush()
    (finding,) = [f for f in wrong("disk", store) if "for the store" in f.said]
    assert finding.said == f"0 MB are free for the store at {small_disk}"
    assert finding.do == "Make room: 200 MB."


def test_a_clock_that_is_not_that_of_the_chroma_server(record: Record) -> None:
    with answering(ahead=7200) as url:
        (finding,) = wrong("clock", record.folder, ONRECORD_CHROMA_URL=url)
    assert finding.said in [f"this clock and that of {url} are {seconds} s apart" for seconds in (7199, 7200, 7201)]
    with answering(ahead=20) as url:
        assert wrong("clock", record.folder, ONRECORD_CHROMA_URL=url) == []


def test_a_clock_that_is_not_slacks(record: Record) -> None:
    with answering(b'{"ok": true, "user": "ask-ir", "team": "Orvex"}', ahead=-600) as url:
        (finding,) = wrong("clock", record.folder, SLACK_BOT_TOKEN="xoxb-1", ONRECORD_SLACK_API_URL=url)
    assert f"that of {url} are" in finding.said


def test_a_token_that_slack_refuses_is_not_told(record: Record) -> None:
    with answering(b'{"ok": false, "error": "invalid_auth"}') as url:
        (finding,) = wrong("token", record.folder, SLACK_BOT_TOKEN="xoxb-quillfeather", ONRECORD_SLACK_API_URL=url)
    assert finding.said == "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"
    assert "quillfeather" not in finding.do


def test_a_token_that_the_chroma_server_refuses(record: Record) -> None:
    with answering(refused="identity") as url:
        (finding,) = wrong("Chroma", record.folder, ONRECORD_CHROMA_URL=url, ONRECORD_CHROMA_TOKEN="quillfeather")
    assert finding == Finding("Chroma", "wrong", f"{url} refuses the token (HTTP 401)", "Mend ONRECORD_CHROMA_TOKEN.")


def test_a_database_that_does_not_answer(record: Record) -> None:
    pytest.importorskip("psycopg_pool")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql://ann:quillfeather@127.0.0.1:{taken.getsockname()[1]}/x"
        (finding,) = wrong("database", record.folder, ONRECORD_DATABASE=url)
    assert "quillfeather" not in finding.said


def test_a_name_that_is_no_setting(record: Record) -> None:
    found = [f for f in examine({"ONRECORD_STOER": "x"}, store=record.folder) if f.verdict == "look"]
    assert "ONRECORD_STOER is set and is no setting. Is ONRECORD_STORE meant?" in [f.said for f in found]


def test_settings_that_cannot_be_read(record: Record, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[company")
    assert "not valid TOML" in wrong("settings", record.folder, ONRECORD_CONFIG=str(tmp_path / "c.toml"))[0].said
    assert "could not be read (Is a directory)" in wrong("settings", record.folder, ONRECORD_CONFIG=str(tmp_path))[0].said
    assert "ONRECORD_TODAY" in wrong("settings", record.folder, ONRECORD_TODAY="soon")[0].said
    assert "ONRECORD_SESSION_RATE" in wrong("settings", record.folder, ONRECORD_SESSION_RATE="many")[0].said
    assert "ONRECORD_LOG" in wrong("settings", record.folder, ONRECORD_LOG="loud")[0].said


def test_a_missing_extra(record: Record) -> None:
    (finding,) = wrong("model", record.folder, ONRECORD_MODEL="nobody:best")
    assert finding.do == "pip install 'onrecord[nobody]'"


def test_a_port_in_use(record: Record) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (finding,) = [f for f in examine({}, store=record.folder, port=port) if f.about == "port"]
    assert (finding.verdict, finding.do) == ("wrong", "Stop it, or give another to `onrecord serve --port`.")


def test_an_ingest_that_is_at_work_is_told(record: Record) -> None:
    with record.writing():
        assert any(f.said == "an ingest is writing to it now" for f in examine({}, store=record.folder))
