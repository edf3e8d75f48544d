"""Opening what the Slack app holds: the record, the chain, the desk, the directory, the intake."""

from __future__ import annotations

import os
import socket
from uuid import uuid4

from slack_sdk.web.async_client import AsyncWebClient

from bot.chain import Chain
from bot.desk import Desk, HeldRecord
from bot.opening import open_record
from bot.places import state_folder
from bot.programs import Programs
from bot.settings import Settings
from bot.slack.audience import Directory
from bot.slack.intake import Intake, Message, open_store, patient_client, post_once
from bot.slack.intake.installations import Installations
from bot.slack.people import PeopleBook
from bot.slack.settings import SlackSettings
from bot.slack.state import SURFACE, SlackState
from ingest import open_embedder
from prompts import text

AT_ONCE, WAITING, SECONDS = 2, 200, 60  # answers made at a time, questions in line, and how long one may take


async def opened(settings: Settings, slack: SlackSettings, client: AsyncWebClient, *, desk: Desk | None = None) -> SlackState:
    """All that the app holds; over the ``desk`` of the web server where there is one."""

    async def interrupted(message: Message) -> None:
        speaker = patient_client(await installations.token(message.team), base_url=slack.api_url) if installations else client
        told = text("slack_interrupted")
        await post_once(speaker, key=f"{message.key}/interrupted", channel=message.channel, thread_ts=message.thread, text=told)

    desk = desk or desk_of(settings)
    store = await open_store(
        settings.database, state_folder(settings.state), owner=f"{socket.gethostname()}/{os.getpid()}/{uuid4().hex[:8]}"
    )
    installations = Installations(store, slack.client_id, slack.keys) if slack.client_id else None
    if installations:
        await installations.create()
    book = PeopleBook(slack.people, store)
    intake = Intake(store, interrupted=interrupted)
    await intake.start()
    return SlackState(settings, slack, desk, Programs(desk.record, settings.company), book, Directory(book.now), intake, installations)


def desk_of(settings: Settings) -> Desk:
    """A desk of Slack's own."""
    record = open_record(settings, kind=HeldRecord)
    chain = Chain(record, open_embedder(settings.encoder, may_export=False), settings, surface=SURFACE)
    return Desk(chain, record, at_once=AT_ONCE, waiting=WAITING, seconds=SECONDS)
