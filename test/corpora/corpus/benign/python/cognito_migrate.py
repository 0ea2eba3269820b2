import os

import boto3

client = boto3.client("cognito-idp")


def handler(event, context):
    if event["triggerSource"] == "UserMigration_Authentication":
        answer = client.admin_initiate_auth(
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            UserPoolId=os.environ["OLD_POOL"],
            ClientId=os.environ["OLD_CLIENT"],
            AuthParameters={"USERNAME": event["userName"], "PASSWORD": event["request"]["password"]},
        )
        if answer.get("AuthenticationResult"):
            event["response"]["finalUserStatus"] = "CONFIRMED"
            event["response"]["messageAction"] = "SUPPRESS"
    return event
