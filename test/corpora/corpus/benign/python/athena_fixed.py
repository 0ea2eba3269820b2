import os
import time

import boto3

athena = boto3.client("athena")
QUERY = "SELECT status, count(*) FROM logs WHERE day = '{day}' GROUP BY status"


def handler(event, context):
    from datetime import date

    started = athena.start_query_execution(
        QueryString=QUERY.format(day=date.today().isoformat()),
        ResultConfiguration={"OutputLocation": os.environ["OUTPUT"]},
    )
    while True:
        state = athena.get_query_execution(QueryExecutionId=started["QueryExecutionId"])["QueryExecution"]["Status"]["State"]
        if state not in ("QUEUED", "RUNNING"):
            return state
        time.sleep(1)
