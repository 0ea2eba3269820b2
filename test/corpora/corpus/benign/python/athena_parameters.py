import os

import awswrangler as wr
import boto3

athena = boto3.client("athena")


def handler(event, context):
    started = athena.start_query_execution(
        QueryString="SELECT * FROM logs WHERE status = ? AND day = ?",
        ExecutionParameters=[str(int(event["status"])), f"'{event['day']}'"],
        WorkGroup=os.environ["WORK_GROUP"],
    )
    frame = wr.athena.read_sql_query("SELECT * FROM logs WHERE status = :status", database="web", params={"status": int(event["status"])})
    return {"id": started["QueryExecutionId"], "rows": len(frame)}
