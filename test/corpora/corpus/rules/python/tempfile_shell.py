import os
import shlex
import subprocess
import tempfile
import uuid
from pathlib import PurePosixPath


def handler(event, context):
    name = event["queryStringParameters"]["name"]
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, f"{uuid.uuid4()}.pdf")
        subprocess.run(f"convert input.png {shlex.quote(target)}", shell=True, check=True)  # good
        subprocess.run(shlex.split("convert input.png out.pdf"), check=True)  # good
        subprocess.run("convert {} out.pdf".format(PurePosixPath(name).name), shell=True, check=True)  # bad: command-injection
        subprocess.run(shlex.join(["convert", name, "out.pdf"]), shell=True, check=True)  # good
    return {"statusCode": 204}
