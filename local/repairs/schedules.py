"""EventBridge Scheduler."""

from ministack.services import scheduler


def mend():
    """AWS fires within the minute. The emulator looks every ten seconds; tests wait less for one."""
    scheduler._SCHEDULE_TICK_INTERVAL = 0.5
