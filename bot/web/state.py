"""What one process of the web holds while it runs."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk import Desk
from bot.programs import Programs
from bot.settings import Settings
from bot.watch.figures import Figures
from bot.watch.settings import WatchSettings
from bot.web.rates import Rates
from bot.web.settings import WebSettings
from bot.web.shared_rates import SharedRates


@dataclass(frozen=True, slots=True)
class WebState:
    """Opened once, closed with the app."""

    settings: Settings
    web: WebSettings
    desk: Desk
    programs: Programs
    rates: Rates | SharedRates
    figures: Figures
    watch: WatchSettings
    demo: bool = False  # whether the sample investor page is served

    def close(self) -> None:
        """Let what is in work end, and let go of the files."""
        self.desk.close()
        self.desk.chain.journal.close()
        self.rates.close()
