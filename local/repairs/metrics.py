"""CloudWatch metrics."""

from ministack.services import cloudwatch

RETENTION_SECONDS = 455 * 24 * 3600


def mend():
    """AWS keeps hourly data points for 455 days; the emulator drops all after two weeks."""
    cloudwatch.TWO_WEEKS_SECONDS = RETENTION_SECONDS
