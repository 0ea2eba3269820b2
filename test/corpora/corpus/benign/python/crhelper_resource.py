import boto3
from crhelper import CfnResource

helper = CfnResource(json_logging=False, log_level="INFO")
ssm = boto3.client("ssm")


@helper.create
@helper.update
def create(event, _):
    properties = event["ResourceProperties"]
    ssm.put_parameter(Name=properties["Name"], Value=properties["Value"], Type="String", Overwrite=True)
    helper.Data["Name"] = properties["Name"]


@helper.delete
def delete(event, _):
    ssm.delete_parameter(Name=event["ResourceProperties"]["Name"])


def handler(event, context):
    helper(event, context)
