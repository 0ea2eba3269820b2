import os
from pathlib import Path

ROOT = "/mnt/files"


def handler(event, context):
    name = event["pathParameters"]["name"]

    with open("/mnt/files/" + name) as file:  # bad: path-traversal
        one = file.read()
    two = Path(ROOT, name).read_text()  # bad: path-traversal
    with open(os.path.join(ROOT, os.path.basename(name))) as file:  # good
        three = file.read()

    full = os.path.realpath(os.path.join(ROOT, name))
    if os.path.commonpath([ROOT, full]) != ROOT:
        return {"statusCode": 404}
    with open(full) as file:  # good
        four = file.read()

    return {"statusCode": 200, "body": one + two + three + four}
