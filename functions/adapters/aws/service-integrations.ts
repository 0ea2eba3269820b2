import type { Integration as RestIntegration } from '@aws-sdk/client-api-gateway';
import type { Integration as HttpIntegration } from '@aws-sdk/client-apigatewayv2';
import { writtenFields } from '../../domain/exposure/mapping-template.ts';
import type { ServiceIntegration } from '../../domain/exposure/service-integration.ts';

/**
 * What an HTTP API calls by an integration of a service of AWS; undefined for any other integration.
 *
 * Source: "Integration subtype reference" (API Gateway Developer Guide).
 */
export function serviceCallOfHttp(
  { IntegrationSubtype = '', RequestParameters = {}, CredentialsArn = '' }: HttpIntegration,
  region: string,
): ServiceIntegration | undefined {
  const [service, action] = IntegrationSubtype.split('-');
  if (!service || action === undefined) return undefined;

  const parameters = new Map(
    Object.entries(RequestParameters).filter(([, value]) => !value.includes('$')),
  );
  // The default bus is what is meant where none is.
  if (service === 'EventBridge' && !('EventBusName' in RequestParameters)) {
    parameters.set('EventBusName', 'default');
  }

  return {
    service: serviceNames.get(service) ?? service.toLowerCase(),
    action,
    path: '',
    method: 'POST',
    parameters,
    ...placeOf(CredentialsArn),
    region: parameters.get('Region') ?? region,
  };
}

/**
 * What a REST or WebSocket API calls by an integration of type AWS; undefined for a function, and for
 * any other integration.
 *
 * Source: "uri" of Integration (API Gateway REST API Reference):
 * `arn:aws:apigateway:REGION:SERVICE:path/…` or `:action/…`.
 */
export function serviceCallOfUri({
  uri = '',
  credentials = '',
  httpMethod = '',
  requestParameters = {},
  requestTemplates = {},
}: Pick<
  RestIntegration,
  'uri' | 'credentials' | 'httpMethod' | 'requestParameters' | 'requestTemplates'
>): ServiceIntegration | undefined {
  const [, partition, gateway, region, host = '', ...rest] = uri.split(':');
  const service = host.split('.').at(-1);
  const [how, ...names] = rest.join(':').split('/');
  const isNamed = how === 'action' || how === 'path';
  if (gateway !== 'apigateway' || !partition || !region || !service || !isNamed) return undefined;

  const parameters = new Map([
    ...Object.values(requestTemplates).flatMap((template) => [...writtenFields(template)]),
    ...Object.entries(requestParameters).flatMap(quotedParameter),
  ]);
  const buses = Object.values(requestTemplates).some((template) =>
    template.includes('EventBusName'),
  );
  if (service === 'events' && !buses) parameters.set('EventBusName', 'default');

  return {
    service,
    action: how === 'action' ? names.join('/').split('&')[0] : undefined,
    path: how === 'path' ? names.join('/') : '',
    method: httpMethod,
    parameters,
    ...placeOf(credentials),
    partition,
    region,
  };
}

/** Whether it hands the request to a function and does not wait: only what is written out counts. */
export function isAsynchronous(requestParameters: Readonly<Record<string, string>> = {}): boolean {
  return Object.entries(requestParameters)
    .flatMap(quotedParameter)
    .some(([name, value]) => name.toLowerCase() === 'x-amz-invocation-type' && value === 'Event');
}

const serviceNames: ReadonlyMap<string, string> = new Map([
  ['EventBridge', 'events'],
  ['StepFunctions', 'states'],
]);

/** `integration.request.header.NAME` set to `'text'`: without quotes it is taken from the request. */
function quotedParameter([key, value]: readonly [string, string]): readonly (readonly [
  string,
  string,
])[] {
  const isQuoted = value.length > 1 && value.startsWith("'") && value.endsWith("'");

  return isQuoted ? [[key.split('.').at(-1) ?? '', value.slice(1, -1)]] : [];
}

/** By the role that the API assumes for the call, which is of its own account. */
function placeOf(credentials: string): { readonly partition: string; readonly account: string } {
  const [, partition = 'aws', , , account = ''] = credentials.split(':');

  return { partition, account: /^\d{12}$/.test(account) ? account : '' };
}
