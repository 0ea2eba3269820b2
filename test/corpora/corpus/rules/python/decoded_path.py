import base64
import json
import os
import shutil


def read_body(event):
    body = event.get("body") or "{}"
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body).decode("utf-8")
    return json.loads(body)


def handler(event, context):
    data = read_body(event)
    target = "/mnt/uploads/{}/{}".format(data["user"], data["name"])
    os.remove(target)  # bad: path-traversal
    shutil.rmtree("/mnt/uploads/%s" % data["user"])  # bad: path-traversal
    os.makedirs("/mnt/uploads/new", exist_ok=True)  # good
    os.remove("/mnt/uploads/" + os.path.basename(data["name"]))  # good
    return {"statusCode": 204}
