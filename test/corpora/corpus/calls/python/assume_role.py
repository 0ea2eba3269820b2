import os

import boto3


def handler(event, context):
    answer = boto3.client("sts").assume_role(RoleArn=os.environ["ROLE"], RoleSessionName="audit")
    c = answer["Credentials"]
    iam = boto3.client("iam", aws_access_key_id=c["AccessKeyId"], aws_secret_access_key=c["SecretAccessKey"], aws_session_token=c["SessionToken"])
    return [user["UserName"] for user in iam.list_users()["Users"]]
