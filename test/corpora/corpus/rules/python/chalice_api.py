import os

import requests
from chalice import Chalice, Response

app = Chalice(app_name="tools")


@app.route("/fetch", methods=["POST"])
def fetch():
    body = app.current_request.json_body
    return {"status": requests.post(body["callback"], json={"done": True}, timeout=3).status_code}  # bad: server-side-request-forgery


@app.route("/archive/{name}")
def archive(name):
    os.system("tar czf /tmp/a.tgz /mnt/data/" + name)  # bad: command-injection
    return {"ok": True}


@app.route("/out")
def out():
    return Response(body="", status_code=302, headers={"Location": app.current_request.query_params["to"]})  # bad: open-redirect


@app.on_s3_event(bucket="uploads")
def uploaded(event):
    os.system("clamscan '/mnt/uploads/" + event.key + "'")  # bad: command-injection
    return {"key": event.key}  # good
