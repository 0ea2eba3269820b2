import type { EventPart } from '../../core/decided-change.ts';

/** Which part of an event a field of it is, where not every way in brings it; undefined of what each may bring. */
export function eventPartOf(field: string | undefined): EventPart | undefined {
  if (field === undefined) return undefined;
  if (field === 'pathParameters') return 'path parameters';

  return ofProxies.has(field) ? undefined : 'other fields';
}

/**
 * What API Gateway, function URLs, load balancers and WebSockets hand over of a request.
 *
 * Source: "Input format of a Lambda function for proxy integration" (API Gateway Developer Guide), both payload formats.
 */
const ofProxies: ReadonlySet<string> = new Set(
  (
    'body cookies headers httpMethod isBase64Encoded multiValueHeaders multiValueQueryStringParameters path queryStringParameters rawPath ' +
    'rawQueryString requestContext resource routeKey stageVariables version'
  ).split(' '),
);
