import subprocess
from enum import Enum
from uuid import UUID

from pydantic import BaseModel


class Report(str, Enum):
    daily = "daily"
    weekly = "weekly"


class Input(BaseModel):
    report: Report
    year: int
    id: UUID


def handler(event, context):
    wanted = Input.model_validate_json(event["body"])
    subprocess.run(["/opt/bin/report", "--kind", wanted.report.value, "--year", str(wanted.year)], check=True)
    with open(f"/mnt/reports/{wanted.year}-{wanted.id}.json") as file:
        return {"statusCode": 200, "body": file.read()}
