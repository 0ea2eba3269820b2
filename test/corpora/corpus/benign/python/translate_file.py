import os
from urllib.parse import unquote_plus

import boto3

s3 = boto3.resource("s3")
translate = boto3.client("translate")
LANGUAGES = os.environ["LANGUAGES"].split(",")


def lambda_handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        text = s3.Object(bucket, key).get()["Body"].read().decode("utf-8")
        for language in LANGUAGES:
            answer = translate.translate_text(Text=text[:9000], SourceLanguageCode="auto", TargetLanguageCode=language)
            name, extension = os.path.splitext(os.path.basename(key))
            path = f"/tmp/{name}-{language}{extension}"
            with open(path, "w") as file:
                file.write(answer["TranslatedText"])
            s3.Bucket(os.environ["OUT"]).upload_file(path, os.path.basename(path))
