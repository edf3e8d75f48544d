"""Load on the Slack app: PYTHONPATH=tests python -P tests/bench/slack.py STORE [--http] [--mentions 50] [--events 1000].

Starts `onrecord slack` as people do, before the local Slack of the tests, which runs in this process; both share the machine.
First as many mentions in as many channels at once: prints how long acknowledgements, the first sign of an answer (a status or its
beginning) and whole answers take. Then events, a fifth of them twice, while one call of the Web API in twenty fails: prints how
many questions have no answer, one, or more. State the load of the machine with the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LocalSlack, Person
from slack_server.person import Sent

from bot.slack.manifest import manifest

QUESTIONS = [
    json.loads(line)["question"] for line in (Path(__file__).parents[2] / "data" / "questions.jsonl").read_text("utf-8").splitlines()
]
STEP, MOST_OPEN = 20, 60  # questions that come at once, and that may be without an answer before more come
PUBLIC = "https://ir.example.com"
SIGNS = ("assistant.threads.setStatus", "chat.startStream", "chat.postMessage")
FAULTY = ("chat.postMessage", "chat.startStream", "chat.appendStream", "chat.stopStream", "chat.update", "assistant.threads.setStatus")


def started(slack: LocalSlack, store: str, state: str, *, over_http: bool) -> subprocess.Popen[bytes]:
    """The app, once Slack can reach it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET}
    where = {"ONRECORD_SLACK_API_URL": slack.url, "ONRECORD_STATE": state, "ONRECORD_PUBLIC_URL": PUBLIC, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "slack", "--store", store]
    app = subprocess.Popen(
        [*command, *(["--http", "--port", str(port)] if over_http else [])], env=os.environ | tokens | where, stderr=subprocess.DEVNULL
    )
    slack.events_to = f"http://127.0.0.1:{port}/slack/events"
    until = time.monotonic() + 120
    while not (reachable(port) if over_http else slack.socket.connections):
        assert app.poll() is None, "the app has ended"
        assert time.monotonic() < until, "the app did not start"
        time.sleep(0.1)
    return app


def reachable(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def finished(slack: LocalSlack, asked: list[Sent], seconds: float) -> None:
    """Until each question has a whole answer, or so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and sum(bool(answers(slack, one)) for one in asked) < len(asked):
        time.sleep(0.2)
    slack.wait_until_quiet(2.0, 30.0)


def answers(slack: LocalSlack, sent: Sent) -> list[str]:
    """The ts of whole answers to a question: messages with the buttons that end one."""
    there = list(slack.workspace.channels[sent.message.channel].messages.values())
    whole = [m for m in there if m.user == "U0BOT" and m.thread_ts == (sent.message.thread_ts or sent.message.ts)]
    return [m.ts for m in whole if any(block["type"] == "context_actions" for block in m.blocks)]


def mentions(slack: LocalSlack, anna: Person, number: int) -> None:
    channels = [slack.workspace.add_channel(f"load{n}") for n in range(number)]
    asked = [anna.compose(channel, f"<@U0BOT> {QUESTIONS[n % len(QUESTIONS)]}") for n, channel in enumerate(channels)]
    began = time.monotonic()
    acks = slack.deliver_all([parcel for one in asked for parcel in one.parcels])
    finished(slack, asked, 120)
    signs, whole = [], []
    for one in asked:
        told = [
            c
            for c in slack.called(*SIGNS, "chat.stopStream", since=began)
            if one.message.channel in (c.arguments.get("channel"), c.arguments.get("channel_id"))
        ]
        signs.append(min((c.at - began for c in told if c.method in SIGNS), default=999.0))
        whole.append(max((c.at - began for c in told if c.method in ("chat.stopStream", "chat.postMessage")), default=999.0))
    print(
        f"{number} mentions in as many channels at once: {dict(Counter(ack.status for ack in acks))}, {sum(len(answers(slack, one)) == 1 for one in asked)} answered once"
    )
    for name, times in (("acknowledged", [ack.seconds for ack in acks]), ("first sign", signs), ("answered", whole)):
        print(
            f"  {name}: p50 {at(times, 0.5):.3f} s, p95 {at(times, 0.95):.3f} s, p99 {at(times, 0.99):.3f} s, greatest {max(times):.3f} s"
        )


def events(slack: LocalSlack, anna: Person, number: int) -> None:
    chance = random.Random(1)
    channels = [slack.workspace.add_channel(f"many{n}") for n in range(40)]
    asked = [anna.compose(chance.choice(channels), f"<@U0BOT> {chance.choice(QUESTIONS)}") for _ in range(number)]
    for method in FAULTY:
        slack.fail(method, "internal_error", status=500, times=10**9, chance=0.05)
    twice = set(chance.sample(range(number), number // 5))
    for start in range(0, number + 2 * STEP, STEP):  # half of the duplicates come with the event, half a while later
        now = [*range(min(start, number), min(start + STEP, number)), *(n for n in twice if n % 2 and start <= n < start + STEP)]
        later = [n for n in twice if not n % 2 and start - 2 * STEP <= n < start - STEP]
        slack.deliver_all([parcel for n in [*now, *later] for parcel in asked[n].parcels])
        while sum(not answers(slack, one) for one in asked[: start + STEP]) > MOST_OPEN:
            time.sleep(0.2)
    finished(slack, asked, 300)
    times = Counter(len(answers(slack, one)) for one in asked)
    failed = sum(call.status == 500 for call in slack.calls)
    print(
        f"{number} questions, {len(twice)} of them told twice, {failed} of {len(slack.calls)} calls failed: answers a question {dict(times)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--http", action="store_true")
    parser.add_argument("--mentions", type=int, default=50)
    parser.add_argument("--events", type=int, default=1000)
    options = parser.parse_args()
    told = manifest(public_url=PUBLIC if options.http else None)
    with tempfile.TemporaryDirectory() as state, LocalSlack(told, over_http=options.http) as slack:
        app = started(slack, options.store, state, over_http=options.http)
        try:
            anna = Person(slack, slack.workspace.add_user("Anna"))
            finished(slack, [anna.mention(slack.workspace.add_channel("warm"), QUESTIONS[0])], 60)
            print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            if options.mentions:
                mentions(slack, anna, options.mentions)
            if options.events:
                events(slack, anna, options.events)
            print(f"load average {os.getloadavg()[0]:.1f}; refused by Slack: {Counter(call.error for call in slack.refused())}")
        finally:
            app.terminate()
            app.wait(60)


if __name__ == "__main__":
    main()
