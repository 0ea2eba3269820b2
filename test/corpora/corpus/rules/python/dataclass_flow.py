import functools
import json
import os
import subprocess
from dataclasses import dataclass, field
from typing import Any


def parsed(function):
    @functools.wraps(function)
    def wrapper(event, context):
        body = json.loads(event.get("body") or "{}")
        return {"statusCode": 200, "body": json.dumps(function(body, **(event.get("queryStringParameters") or {})))}

    return wrapper


@dataclass
class Job:
    name: str
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def command(self):
        flags = " ".join(f"--{key}={value}" for key, value in self.options.items())
        return f"render {self.name} {flags}"


@parsed
def handler(body, *, dry="no", **rest):
    job = Job(**body)
    if dry == "yes":
        return {"would": len(job.command)}
    output = subprocess.check_output(job.command, shell=True, text=True)  # bad: command-injection
    listing = subprocess.check_output(["ls", "--", rest.get("folder", ".")], text=True)  # good
    os.popen("rm -rf {folder}".format(**rest))  # bad: command-injection
    return {"output": output, "listing": listing}
