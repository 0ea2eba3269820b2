import json
import os
import shutil
import subprocess
import zipfile

import boto3

s3 = boto3.client("s3")
ROOT = os.environ["LAMBDA_TASK_ROOT"]
STAGE = os.environ.get("STAGE", "dev")

with open(os.path.join(ROOT, "settings", f"{STAGE}.json")) as file:
    SETTINGS = json.load(file)


def prepare():
    if not os.path.exists("/tmp/tools"):
        s3.download_file(os.environ["BUCKET"], "tools.zip", "/tmp/tools.zip")
        with zipfile.ZipFile("/tmp/tools.zip") as archive:
            archive.extractall("/tmp/tools")
        os.system("chmod -R +x /tmp/tools/bin")
        shutil.copy(os.path.join(ROOT, "fonts.conf"), "/tmp/fonts.conf")


def handler(event, context):
    prepare()
    done = subprocess.run(["/tmp/tools/bin/render", "--width", str(SETTINGS["width"])], input=json.dumps(event["document"]).encode(), capture_output=True, check=True)
    return {"size": len(done.stdout)}
