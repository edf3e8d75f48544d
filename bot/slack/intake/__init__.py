"""How questions come in from Slack: each once, in order, within bounds; over HTTP as well, from several workspaces, and on to a person.

```
delivery ── not_for_us? ── Intake.handle ── claim (Store) ── lane of the channel ── Errand.work ── finish
                                 │
                edited: revise, deleted: withdraw
```
"""

from bot.slack.intake.intake import Errand, Intake
from bot.slack.intake.message import Change, Message, change_of, message_of, not_for_us
from bot.slack.intake.patience import patient_client
from bot.slack.intake.posting import post_once
from bot.slack.intake.startup import check_workspace
from bot.slack.intake.store import Destination, Store, open_store

__all__ = [
    "Change",
    "Destination",
    "Errand",
    "Intake",
    "Message",
    "Store",
    "change_of",
    "check_workspace",
    "message_of",
    "not_for_us",
    "open_store",
    "patient_client",
    "post_once",
]
