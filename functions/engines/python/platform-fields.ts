import { constantText } from './constant-text.ts';
import { bindingOf } from './scope.ts';
import type { Attribute, Expression, Subscript } from './syntax.ts';
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

/** The others, which any event may have: with one of those of EventBridge alone, they are its. */
const moreEventFields: ReadonlySet<string> = new Set(['account', 'id', 'region', 'source']);
const onlyOfEvents: ReadonlySet<string> = new Set([...eventFields, 'detail']);

/** The same, of what a framework makes of a request. */
const requestFields: ReadonlySet<string> = new Set(
  'method remote_addr scheme endpoint blueprint url_rule content_length environ app state client'.split(
    ' ',
  ),
);

/** Of details that services of AWS write. Source: "Events from AWS services" (EventBridge). */
const detailFields: ReadonlySet<string> = new Set(
  'action build-id build-status current-phase execution-id instance-action instance-id project-name pipeline severity snapshot_id stage state status volume-id'.split(
    ' ',
  ),
);

/** Of a request: where it was sent to, and the page that it was sent from. */
const ownAddress: ReadonlySet<string> = new Set(
  'url base_url host host_url root_url url_root full_path path referrer'.split(' '),
);

/** Headers hold what callers prove with who they are, and are as bad to log as all of an event; so are those of them that do. */
export function isCredential(field: string): boolean {
  return /^(?:headers|multiValueHeaders|authorization|authorization_?token|cookies?|x-api-key)$/i.test(
    field,
  );
}

/** Whether a field of what an expression stands for is one of them; `isAttribute` when read as `object.field`. */
export function isOfPlatform(
  values: Values,
  object: Expression,
  field: string,
  isAttribute: boolean,
): boolean {
  if (isAttribute && requestFields.has(field) && isRequest(values, object)) return true;
  if (detailFields.has(field) && lastField(object) === 'detail') return true;

  // The bucket sent the event; only the key of an object is a caller's.
  if (field === 'bucket') return lastField(object) === 's3';

  const isEvent = object.type === 'Name' && /^(?:event|evt)$/.test(object.name);
  if (isEvent && eventFields.has(field)) return true;
  if (moreEventFields.has(field)) return isOfEventBridge(object);

  return fields.has(field) || customResource.has(field);
}

/**
 * A request of a framework, or the connection of a socket. Its parts are attributes: a name alone
 * says nothing of `request['url']`, which is mostly a body that was parsed.
 */
function isRequest(values: Values, object: Expression): boolean {
  const isNamed = object.type === 'Name' && /^(?:request|req|websocket)$/.test(object.name);

  return (
    isNamed ||
    values.namesOf(object).some((name) => /\brequest$|\.(?:Request|WebSocket)\(\)$/.test(name))
  );
}

/** Whether what a name stands for is read as an event of EventBridge. */
export function isOfEventBridge(object: Expression): boolean {
  const reads = bindingOf(object)?.reads.slice(0, MOST_READS) ?? [];

  return reads.some(({ parent }) => {
    const isRead = parent?.type === 'Subscript' || parent?.type === 'Attribute';
    const field = isRead ? fieldRead(parent) : undefined;
    return field !== undefined && onlyOfEvents.has(field);
  });
}

/** More are not looked at. */
const MOST_READS = 100;

/** Of `event['time']` and `event.get('time')`. */
export function fieldRead(node: Attribute | Subscript): string | undefined {
  if (node.type === 'Subscript') return constantText(node.index);
  const call = node.parent;
  const isGet = node.name === 'get' && call?.type === 'Call' && call.callee === node;

  return isGet ? constantText(call.arguments[0]?.value) : node.name;
}

/**
 * `event['queryStringParameters']` and others, of which all values are texts. Headers are no such:
 * in an event of CloudFront each is a list, and who calls a function directly writes what it likes.
 */
export function isOfTexts(object: Expression): boolean {
  return /^(?:queryStringParameters|pathParameters|query_string_parameters|path_parameters)$/.test(
    lastField(object) ?? '',
  );
}

/** `event['headers']['Host']`, and the address by which a browser came. */
export function isHostHeader(
  values: Values,
  object: Expression,
  field: string,
  isAttribute: boolean,
): boolean {
  if (isAttribute && ownAddress.has(field) && isRequest(values, object)) return true;

  return /^host$/i.test(field) && /^(?:multiValueH|h)eaders$/.test(lastField(object) ?? '');
}

/** `request.path` and `request.url.path`. */
export function isPathOfRequest(values: Values, read: Attribute | Subscript): boolean {
  if (read.type !== 'Attribute' || read.name !== 'path') return false;
  const { object } = read;
  const request = object.type === 'Attribute' && object.name === 'url' ? object.object : object;
  // A body that the code calls `req` has fields of its own.
  const isOwn = values.valuesOf(request).some(({ kind }) => kind === 'instance');

  return !isOwn && isRequest(values, request);
}

export function lastField(node: Expression): string | undefined {
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
