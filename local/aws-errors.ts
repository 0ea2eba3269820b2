import type { Asked, Protocol } from './aws-requests.ts';

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

interface AwsError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** The error of the service when no policy allows the call. */
export function accessDenied(protocol: Protocol, asked: Asked, principal: string): WireAnswer {
  const action = asked.action ?? asked.operation;
  const message =
    `User: ${principal} is not authorized to perform: ${action} on resource: ` +
    `${asked.resource ?? '*'} because no identity-based policy allows the ${action} action`;

  return inWireFormat(protocol, { ...deniedCodes[protocol], message });
}

/** The error of the service when it throttles. */
export function throttled(protocol: Protocol, { service }: Asked): WireAnswer {
  const { code, status } = throttledCodes[service] ?? { code: 'ThrottlingException', status: 400 };

  return inWireFormat(protocol, { code, status, message: 'Rate exceeded' });
}

const deniedCodes: Readonly<Record<Protocol, Omit<AwsError, 'message'>>> = {
  json: { code: 'AccessDeniedException', status: 400 },
  cbor: { code: 'AccessDenied', status: 403 },
  'rest-json': { code: 'AccessDeniedException', status: 403 },
  query: { code: 'AccessDenied', status: 403 },
  ec2: { code: 'UnauthorizedOperation', status: 403 },
  s3: { code: 'AccessDenied', status: 403 },
};

const throttledCodes: Readonly<Record<string, Omit<AwsError, 'message'>>> = {
  lambda: { code: 'TooManyRequestsException', status: 429 },
  iam: { code: 'Throttling', status: 400 },
  sns: { code: 'Throttled', status: 429 },
  sts: { code: 'Throttling', status: 400 },
  cloudwatch: { code: 'Throttling', status: 400 },
  cloudformation: { code: 'Throttling', status: 400 },
  ec2: { code: 'RequestLimitExceeded', status: 503 },
  s3: { code: 'SlowDown', status: 503 },
};

function inWireFormat(protocol: Protocol, error: AwsError): WireAnswer {
  const { code, status, message } = error;
  const text = xmlText(message);
  const requestId = '00000000-0000-4000-8000-000000000000';

  switch (protocol) {
    case 'json':
      return json(status, { __type: code, message }, '1.0', {
        'x-amzn-query-error': `${code};Sender`,
      });
    case 'rest-json':
      return json(status, { __type: code, Type: 'User', message }, undefined, {
        'x-amzn-errortype': code,
      });
    case 'cbor':
      return {
        status,
        headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
        body: cborMap({ __type: code, message }),
      };
    case 'ec2':
      return xml(
        status,
        `<Response><Errors><Error><Code>${code}</Code><Message>${text}</Message></Error></Errors>` +
          `<RequestID>${requestId}</RequestID></Response>`,
      );
    case 's3':
      return xml(status, `<Error><Code>${code}</Code><Message>${text}</Message></Error>`);
    case 'query':
      return xml(
        status,
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message>` +
          `</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
  }
}

function json(
  status: number,
  value: unknown,
  version: string | undefined,
  headers: Readonly<Record<string, string>>,
): WireAnswer {
  const type = version ? `application/x-amz-json-${version}` : 'application/json';

  return { status, headers: { 'content-type': type, ...headers }, body: JSON.stringify(value) };
}

function xml(status: number, body: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0"?>${body}` };
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** RFC 8949, as far as a flat map of texts goes. */
function cborMap(map: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(map);

  return Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flat().map(cborText)]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.from([0x79, 0, 0]);
  head.writeUInt16BE(bytes.length, 1);

  return Buffer.concat([head, bytes]);
}
