"""EventBridge Scheduler."""

import time

from ministack.services import scheduler


def apply():
    """AWS fires within the minute. The emulator looks every ten seconds; tests wait less for one."""
    scheduler._SCHEDULE_TICK_INTERVAL = 0.1
    scheduler.time = _clock


class _Clock:
    """In the place of the module `time`, for the scheduler alone: everything else has the time that it is."""

    def __init__(self):
        self.ahead = 0.0

    def time(self):
        return time.time() + self.ahead

    def sleep(self, seconds):
        time.sleep(seconds)


_clock = _Clock()


def set_ahead(seconds):
    """Schedules fire as if it were so much later: no test waits for the hour of a night."""
    _clock.ahead = float(seconds)
    return {"ahead": _clock.ahead}
