import { constantText } from './constant-text.ts';
import type { Expression } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Fields of events that AWS fills in and a caller has no word in: who called, from where, which
 * queue or bucket sent it.
 */
const fields: ReadonlySet<string> = new Set(
  'requestContext request_context ResponseURL StackId LogicalResourceId RequestId RequestType httpMethod http_method isBase64Encoded eventSource event_source eventSourceARN event_source_arn awsRegion aws_region eventName event_name eventVersion eventID messageId message_id receiptHandle receipt_handle approximateArrivalTimestamp sequenceNumber stageVariables stage_variables invokedFunctionArn s3_bucket bucket_name'.split(
    ' ',
  ),
);

/** What the template says, and what the function itself answered with when it made the resource. */
const customResource: ReadonlySet<string> = new Set([
  'ResourceProperties',
  'OldResourceProperties',
  'PhysicalResourceId',
]);

/** Of the event of EventBridge itself; elsewhere others have such names. Source: "AWS service event metadata" (AWS). */
const eventFields: ReadonlySet<string> = new Set(['detail-type', 'time']);

/** The same, of what a framework makes of a request. */
const requestFields: ReadonlySet<string> = new Set(
  'method remote_addr scheme endpoint blueprint url_rule content_length environ app'.split(' '),
);

/** Whether a field of what an expression stands for is one of them. */
export function isOfPlatform(values: Values, object: Expression, field: string): boolean {
  if (requestFields.has(field) && values.namesOf(object).some((name) => /\brequest$/.test(name))) {
    return true;
  }

  // The bucket sent the event; only the key of an object is a caller's.
  if (field === 'bucket') return lastField(object) === 's3';

  const isEvent = object.type === 'Name' && /^(?:event|evt)$/.test(object.name);
  return fields.has(field) || customResource.has(field) || (isEvent && eventFields.has(field));
}

/** `event['headers']['Host']`. */
export function isHostHeader(object: Expression, field: string): boolean {
  return /^host$/i.test(field) && /^(?:multiValueH|h)eaders$/.test(lastField(object) ?? '');
}

function lastField(node: Expression): string | undefined {
  switch (node.type) {
    case 'Attribute':
      return node.name;
    case 'Subscript':
      return constantText(node.index);
    case 'Name':
      return node.name;
    case 'Call':
      return constantText(node.arguments[0]?.value);
    default:
      return undefined;
  }
}
