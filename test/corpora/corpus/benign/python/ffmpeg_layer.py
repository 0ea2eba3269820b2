import os
import subprocess
import uuid
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")
FFMPEG = "/opt/bin/ffmpeg"


def lambda_handler(event, context):
    record = event["Records"][0]["s3"]
    bucket, key = record["bucket"]["name"], unquote_plus(record["object"]["key"])
    work = f"/tmp/{uuid.uuid4()}"
    os.makedirs(work)
    source = os.path.join(work, "in" + os.path.splitext(key)[1].replace("/", ""))
    s3.download_file(bucket, key, source)
    command = [FFMPEG, "-i", source, "-vf", "fps=1", f"{work}/%04d.jpg"]
    subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    subprocess.call("rm -f /tmp/*.tmp", shell=True)
    for name in sorted(os.listdir(work)):
        s3.upload_file(os.path.join(work, name), os.environ["OUT"], f"{key}/{name}")
