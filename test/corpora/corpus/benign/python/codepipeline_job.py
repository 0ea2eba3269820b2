import json
import tempfile
import zipfile

import boto3
from boto3.session import Session

pipeline = boto3.client("codepipeline")


def lambda_handler(event, context):
    job = event["CodePipeline.job"]
    data = job["data"]
    try:
        credentials = data["artifactCredentials"]
        session = Session(credentials["accessKeyId"], credentials["secretAccessKey"], credentials["sessionToken"])
        location = data["inputArtifacts"][0]["location"]["s3Location"]
        with tempfile.NamedTemporaryFile() as file:
            session.client("s3").download_file(location["bucketName"], location["objectKey"], file.name)
            with zipfile.ZipFile(file.name) as archive:
                template = archive.read(json.loads(data["actionConfiguration"]["configuration"]["UserParameters"])["file"])
        boto3.client("cloudformation").validate_template(TemplateBody=template.decode())
        pipeline.put_job_success_result(jobId=job["id"])
    except Exception as error:
        pipeline.put_job_failure_result(jobId=job["id"], failureDetails={"message": str(error), "type": "JobFailed"})
