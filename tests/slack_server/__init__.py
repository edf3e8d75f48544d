"""A Slack of our own on 127.0.0.1: Web API, Socket Mode, signed requests, and people who write, press and submit.

It refuses what Slack refuses, with Slack's names for it, and keeps every call with its time.
"""

from slack_server.ledger import Call
from slack_server.person import Person
from slack_server.server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Ack, LocalSlack
from slack_server.workspace import Channel, Message, User, Workspace

__all__ = ["APP_TOKEN", "BOT_TOKEN", "SIGNING_SECRET", "Ack", "Call", "Channel", "LocalSlack", "Message", "Person", "User", "Workspace"]
