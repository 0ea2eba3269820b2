"""Event source mappings of Lambda."""

import logging
import os
import threading

from ministack.services import lambda_svc

# On AWS each environment of a function has processors of its own. Here all share those of this machine, and each of them
# loads and compiles the code again, which takes a processor as long as the work of a few chunks.
MOST_AT_ONCE = max(2, os.cpu_count() or 2)

_logger = logging.getLogger("local-cloud.mappings")


def apply():
    lambda_svc._sqs_esm_concurrency = _bounded(lambda_svc._sqs_esm_concurrency)
    lambda_svc._poll_dynamodb_streams = _aside(lambda_svc._poll_dynamodb_streams)


def _bounded(concurrency):
    """MaximumConcurrency says how many batches of a queue Lambda runs at once at most; it may run fewer."""
    return lambda *arguments: min(concurrency(*arguments), MOST_AT_ONCE)


def _aside(poll):
    """A function that reads a stream keeps no queue waiting; the emulator looks at none until it has ended."""
    reading = threading.Lock()

    def read():
        try:
            while poll():
                pass
        except Exception:
            _logger.exception("a stream cannot be read")
        finally:
            reading.release()

    def polled():
        if reading.acquire(blocking=False):
            threading.Thread(target=read, daemon=True).start()
        return False

    return polled
