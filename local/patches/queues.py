"""SQS."""

import os
from urllib.parse import urlsplit

from ministack.services import sqs


def apply():
    """A queue's URL is below the endpoint that callers know: an SDK sends to it, and is recorded."""
    netloc = urlsplit(os.environ["AWS_ENDPOINT_URL"]).netloc
    sqs.DEFAULT_HOST, _, sqs.DEFAULT_PORT = netloc.partition(":")
    sqs._CANONICAL_NETLOC = netloc
