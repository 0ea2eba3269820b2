"""SQS."""

import os
import time
from urllib.parse import urlsplit

from ministack.services import lambda_svc, sqs


def apply():
    """A queue's URL is below the endpoint that callers know: an SDK sends to it, and is recorded."""
    netloc = urlsplit(os.environ["AWS_ENDPOINT_URL"]).netloc
    sqs.DEFAULT_HOST, _, sqs.DEFAULT_PORT = netloc.partition(":")
    sqs._CANONICAL_NETLOC = netloc
    lambda_svc._esm_wake = _WakeWhenDue(lambda_svc._esm_wake)


class _WakeWhenDue:
    """A message that was sent with a delay is taken once that is over; the emulator looks a second later."""

    def __init__(self, wake):
        self._wake = wake
        self.set = wake.set
        self.clear = wake.clear

    def wait(self, seconds):
        return self._wake.wait(min(seconds, _until_due(seconds)))


def _until_due(most):
    now = time.time()
    queues = list(sqs._queues._data.values())
    times = [message["visible_at"] for queue in queues for message in list(queue["messages"])]

    return min((at - now for at in times if at > now), default=most)
