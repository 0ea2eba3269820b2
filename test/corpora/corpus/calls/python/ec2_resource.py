import boto3

ec2 = boto3.resource("ec2")


def handler(event, context):
    for instance in ec2.instances.filter(Filters=[{"Name": "tag:env", "Values": ["dev"]}]):
        instance.stop()
    for volume in ec2.volumes.all():
        if volume.state == "available":
            volume.create_snapshot(Description="nightly")
