"""Makes the calls of a handler in JavaScript whose client is not installed: this has every service.

Standard input has a line of JSON for each, {service, operation, parameters, endpoint, credentials}, and
standard output one for each answer: {error} or nothing of what AWS answers.
"""

import json
import os
import re
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

# As botocore names a service whose client in JavaScript has another name.
NAMES = {"cognito-identity-provider": "cognito-idp"}

# What parameters have to be is for the client to say that is not here.
CONFIG = Config(parameter_validation=False, inject_host_prefix=False, retries={"total_max_attempts": 1})


def local(endpoint):
    """Of an API, the address that the local cloud has it at."""
    api = re.match(r"https://(\w+)\.execute-api\.[^/]*(/.*)", endpoint or "")

    return api and f"{os.environ['AWS_ENDPOINT_URL']}/_aws/execute-api/{api[1]}{api[2]}"


def answer(service, operation, parameters, endpoint=None, credentials=None):
    client = boto3.client(NAMES.get(service, service), endpoint_url=local(endpoint), config=CONFIG, **credentials)
    try:
        client._make_api_call(operation, parameters)
        return {}
    except ClientError as error:
        return {"error": error.response["Error"]["Code"], "message": str(error)}


def plain(value):
    """A Buffer, of what JSON makes of it."""
    return bytes(value["data"]) if value.get("type") == "Buffer" else value


for line in sys.stdin:
    print(json.dumps(answer(**json.loads(line, object_hook=plain))), flush=True)
