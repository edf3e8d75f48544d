"""Pages from templates: the only file that knows Jinja. Everything that is filled in is escaped."""

from __future__ import annotations

from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.dates import spoken

__all__ = ["Markup", "Pages"]


class Pages:
    """The templates, read once."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("bot.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.filters["spoken"] = spoken

    def page(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - whatever the template shows
        """A page of a template; a value that the template names and nobody gave is an error."""
        return HTMLResponse(self._templates.get_template(name).render(values), status)
