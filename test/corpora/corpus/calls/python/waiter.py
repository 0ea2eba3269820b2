import boto3

ec2 = boto3.client("ec2", region_name="eu-west-1")


def handler(event, context):
    ec2.start_instances(InstanceIds=[event["id"]])
    ec2.get_waiter("instance_running").wait(InstanceIds=[event["id"]])
