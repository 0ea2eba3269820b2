import boto3
from sqlite_utils import Database

db = Database("policies.db")
iam = boto3.client("iam")


def handler(event, context):
    for policy in event["policy_names"]:
        found = list(db.query(f"select name from policies where name = '{policy}' and public = 1"))  # bad: query-injection
        safe = list(db.query("select name from policies where name = :name and public = 1", {"name": policy}))  # good
        if found and safe:
            iam.attach_user_policy(UserName="guest", PolicyArn=f"arn:aws:iam::aws:policy/{safe[0]['name']}")
