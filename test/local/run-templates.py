"""Runs handlers one after the other, each as its own role, and prints what each has called and what it was refused.

Standard input is a list of {code, event, env}. What is not there is answered all the same, so that a
handler goes on to its next call.
"""

import io
import json
import os
import sys
import tempfile

import boto3
from botocore.client import BaseClient
from botocore.exceptions import ClientError

# An answer to HEAD has no body, and so no other word than its number.
REFUSED = ("403", "AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation")

# What a handler or the SDK goes on with; all else is a dictionary that has everything.
ANSWERS = {
    "ContentLength": 1,
    "ETag": '"a"',
    "QueryExecutionId": "a",
    "SecretString": '{"password":"a"}',
    "UnprocessedItems": {},
    "executionArn": "arn:aws:states:eu-west-1:111122223333:execution:flow:1",
}

call_aws = BaseClient._make_api_call


class Anything(dict):
    def __bool__(self):
        return True

    def __missing__(self, name):
        return self.get(name)

    def get(self, name, default=None):
        return io.BytesIO(b"a") if name == "Body" else ANSWERS.get(name, Anything())


def run(code, event, env):
    made, refused = [], []

    def called(self, operation, parameters):
        name = f"{self.meta.service_model.service_name} {operation}"
        made.append(name)
        try:
            return call_aws(self, operation, parameters)
        except ClientError as error:
            if error.response["Error"]["Code"] in REFUSED:
                refused.append(f"{name}: {error}")
            return Anything()

    os.environ.update(env)
    boto3.DEFAULT_SESSION = None
    BaseClient._make_api_call = called
    module = {"__name__": "app"}
    exec(compile(code, "app.py", "exec"), module)
    module["handler"](event, None)
    forget("aws_lambda_powertools")
    return {"made": made, "refused": refused}


def forget(package):
    """It keeps clients and what they answered, which are of another role than the next run."""
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    print(json.dumps([run(**each) for each in json.load(sys.stdin)]))
