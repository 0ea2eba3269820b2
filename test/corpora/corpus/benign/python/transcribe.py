import json
import os
import uuid
import urllib.request

import boto3

transcribe = boto3.client("transcribe")


def handler(event, context):
    record = event["Records"][0]["s3"]
    uri = f"s3://{record['bucket']['name']}/{record['object']['key']}"
    name = f"job-{uuid.uuid4()}"
    transcribe.start_transcription_job(TranscriptionJobName=name, LanguageCode="en-US", Media={"MediaFileUri": uri}, OutputBucketName=os.environ["OUT"])
    return {"job": name}


def read(event, context):
    job = transcribe.get_transcription_job(TranscriptionJobName=event["job"])["TranscriptionJob"]
    with urllib.request.urlopen(job["Transcript"]["TranscriptFileUri"]) as answer:
        return json.load(answer)
