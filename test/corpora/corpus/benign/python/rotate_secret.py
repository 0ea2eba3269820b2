import json

import boto3
import pymysql

service = boto3.client("secretsmanager")


def lambda_handler(event, context):
    arn, token, step = event["SecretId"], event["ClientRequestToken"], event["Step"]
    if step == "createSecret":
        password = service.get_random_password(ExcludeCharacters="/@\"'\\")["RandomPassword"]
        current = json.loads(service.get_secret_value(SecretId=arn, VersionStage="AWSCURRENT")["SecretString"])
        current["password"] = password
        service.put_secret_value(SecretId=arn, ClientRequestToken=token, SecretString=json.dumps(current), VersionStages=["AWSPENDING"])
    elif step == "setSecret":
        pending = json.loads(service.get_secret_value(SecretId=arn, VersionId=token, VersionStage="AWSPENDING")["SecretString"])
        with pymysql.connect(host=pending["host"], user="admin").cursor() as cursor:
            cursor.execute("SET PASSWORD = PASSWORD(%s)", pending["password"])
    elif step == "finishSecret":
        service.update_secret_version_stage(SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=token)
