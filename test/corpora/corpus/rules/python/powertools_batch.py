import json
import pickle
import base64

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

processor = BatchProcessor(event_type=EventType.SQS)


def record_handler(record: SQSRecord):
    state = pickle.loads(base64.b64decode(record.body))  # bad: unsafe-deserialization
    plain = json.loads(record.body)  # good
    return state, plain


def handler(event, context):
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
