import json
import subprocess

from git_tools import checkout

BRANCHES = ("main", "release")


def handler(event, context):
    payload = json.loads(event["body"])
    branch = payload["ref"].replace("refs/heads/", "")

    if branch in BRANCHES:
        checkout(branch)
        return {"statusCode": 202, "body": ""}

    log = subprocess.check_output("git -C /mnt/repo log -1 " + branch, shell=True)  # hole: command-injection
    return {"statusCode": 200, "body": json.dumps({"head": log.decode()})}
