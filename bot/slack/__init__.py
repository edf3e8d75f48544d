"""The Slack app: where questions are asked in a workspace, and how answers look there."""
