import type { DecidedKind, DecidedPart } from '../../../core/decided-change.ts';
import { operationOfPython } from '../../sdk/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { awsName } from '../sdk-calls/boto-names.ts';
import { addedToAws } from '../signatures/additions.ts';
import { isOwnConnection } from '../signatures/fresh-keys.ts';
import type { Call, Expression } from '../syntax.ts';
import { type AskedOfChange, type Decided, partSaid } from './decided-call.ts';
import { decidedItem } from './stored-items.ts';

/** What a call has AWS do that a request decides. */
export function decidedOfAws(call: Call, asked: AskedOfChange): Decided | undefined {
  const { values, chosen, handler } = asked;
  if (call.callee.type !== 'Attribute' || values.functionsOf(call.callee).length > 0)
    return undefined;
  const name = calledName(call) ?? '';
  const service = serviceOf(call, asked);
  if (service === 'none') return undefined;
  const item = decidedItem(call, asked);
  if (item) return item;
  // What is only added decides nothing that is there.
  if (addedToAws(call, { values, chosen, handler })) return undefined;
  const row = rows[name];
  if (row && (service === undefined || row.services.test(service))) {
    return (isNamedSo(call, row, service) && decidedBy(call, row, asked)) || undefined;
  }

  return service === undefined ? undefined : doneBy(call, name, service, asked);
}

/** `none` of what is seen to be no client of AWS; undefined where that is not seen. */
function serviceOf({ callee }: Call, { values }: AskedOfChange): string | undefined {
  const names = values.namesOf(callee);
  const services = names.flatMap((name) => {
    const { client, resource } = awsName(name);
    return client ?? resource ?? [];
  });
  const [first] = services;
  if (first !== undefined) return first === '?' ? undefined : first;

  return names.some((name) => known.test(name)) ? 'none' : undefined;
}

const known =
  /^(?:builtins|requests|httpx|redis|pymongo|smtplib|telegram|slack_sdk|twilio|sendgrid)\b/;

type Part = readonly [part: DecidedPart, position: number | undefined, ...names: readonly string[]];

interface Row {
  readonly services: RegExp;
  readonly call: string;
  readonly kind: DecidedKind;
  /** Named arguments of which one says that it is this, where the client is not seen. */
  readonly parts: readonly Part[];
  readonly isBlind?: true;
}

const s3 = /^s3$/;

const rows: Readonly<Record<string, Row>> = {
  put_object: {
    services: s3,
    call: 's3:PutObject',
    kind: 'replaces',
    parts: [
      ['key', undefined, 'Key'],
      ['name', undefined, 'Bucket'],
      ['content', undefined, 'Body'],
    ],
    isBlind: true,
  },
  upload_fileobj: {
    services: s3,
    call: 's3:PutObject',
    kind: 'replaces',
    parts: [
      ['key', 2, 'Key'],
      ['key', 1],
    ],
    isBlind: true,
  },
  upload_file: {
    services: s3,
    call: 's3:PutObject',
    kind: 'replaces',
    parts: [
      ['key', 2, 'Key'],
      ['key', 1],
    ],
    isBlind: true,
  },
  delete_object: {
    services: s3,
    call: 's3:DeleteObject',
    kind: 'removes',
    parts: [
      ['key', undefined, 'Key'],
      ['name', undefined, 'Bucket'],
    ],
  },
  delete_objects: {
    services: s3,
    call: 's3:DeleteObjects',
    kind: 'removes',
    parts: [['key', undefined, 'Delete']],
  },
  copy_object: {
    services: s3,
    call: 's3:CopyObject',
    kind: 'replaces',
    parts: [
      ['key', undefined, 'Key'],
      ['name', undefined, 'CopySource', 'Bucket'],
    ],
  },
  get_object: {
    services: s3,
    call: 's3:GetObject',
    kind: 'reads',
    parts: [
      ['key', undefined, 'Key'],
      ['name', undefined, 'Bucket'],
    ],
  },
  download_file: {
    services: s3,
    call: 's3:GetObject',
    kind: 'reads',
    parts: [['key', 1, 'Key']],
  },
  download_fileobj: {
    services: s3,
    call: 's3:GetObject',
    kind: 'reads',
    parts: [['key', 1, 'Key']],
  },
  put_parameter: {
    services: /^ssm$/,
    call: 'ssm:PutParameter',
    kind: 'replaces',
    parts: [
      ['name', undefined, 'Name'],
      ['content', undefined, 'Value'],
    ],
  },
  delete_parameter: {
    services: /^ssm$/,
    call: 'ssm:DeleteParameter',
    kind: 'removes',
    parts: [['name', undefined, 'Name']],
  },
  get_parameter: {
    services: /^ssm$/,
    call: 'ssm:GetParameter',
    kind: 'reads',
    parts: [['name', undefined, 'Name']],
  },
  get_parameters: {
    services: /^ssm$/,
    call: 'ssm:GetParameters',
    kind: 'reads',
    parts: [['name', undefined, 'Names']],
  },
  get_parameters_by_path: {
    services: /^ssm$/,
    call: 'ssm:GetParametersByPath',
    kind: 'reads',
    parts: [['name', undefined, 'Path']],
  },
  get_secret_value: {
    services: /^secretsmanager$/,
    call: 'secretsmanager:GetSecretValue',
    kind: 'reads',
    parts: [['name', undefined, 'SecretId']],
  },
  put_secret_value: {
    services: /^secretsmanager$/,
    call: 'secretsmanager:PutSecretValue',
    kind: 'replaces',
    parts: [
      ['name', undefined, 'SecretId'],
      ['content', undefined, 'SecretString', 'SecretBinary'],
    ],
  },
  update_secret: {
    services: /^secretsmanager$/,
    call: 'secretsmanager:UpdateSecret',
    kind: 'replaces',
    parts: [
      ['name', undefined, 'SecretId'],
      ['content', undefined, 'SecretString', 'SecretBinary'],
    ],
  },
  delete_secret: {
    services: /^secretsmanager$/,
    call: 'secretsmanager:DeleteSecret',
    kind: 'removes',
    parts: [['name', undefined, 'SecretId']],
  },
  decrypt: {
    services: /^kms$/,
    call: 'kms:Decrypt',
    kind: 'reads',
    parts: [['content', undefined, 'CiphertextBlob']],
  },
  send_email: {
    services: /^(?:ses|sesv2)$/,
    call: 'ses:SendEmail',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'Destination'],
      ['content', undefined, 'Message', 'Content'],
    ],
  },
  send_templated_email: {
    services: /^ses$/,
    call: 'ses:SendTemplatedEmail',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'Destination'],
      ['content', undefined, 'TemplateData'],
    ],
  },
  send_raw_email: {
    services: /^ses$/,
    call: 'ses:SendRawEmail',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'Destinations'],
      ['content', undefined, 'RawMessage'],
    ],
  },
  publish: {
    services: /^(?:sns|iot-data)$/,
    call: 'sns:Publish',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'PhoneNumber', 'TargetArn'],
      ['name', undefined, 'TopicArn', 'topic'],
      ['content', undefined, 'Message', 'payload'],
    ],
  },
  send_message: {
    services: /^sqs$/,
    call: 'sqs:SendMessage',
    kind: 'sends',
    parts: [
      ['content', undefined, 'MessageBody'],
      ['name', undefined, 'QueueUrl'],
    ],
  },
  send_message_batch: {
    services: /^sqs$/,
    call: 'sqs:SendMessageBatch',
    kind: 'sends',
    parts: [['content', undefined, 'Entries']],
  },
  put_events: {
    services: /^events$/,
    call: 'events:PutEvents',
    kind: 'sends',
    parts: [['content', undefined, 'Entries']],
  },
  put_record: {
    services: /^(?:kinesis|firehose)$/,
    call: 'kinesis:PutRecord',
    kind: 'sends',
    parts: [['content', undefined, 'Data', 'Record']],
  },
  put_records: {
    services: /^kinesis$/,
    call: 'kinesis:PutRecords',
    kind: 'sends',
    parts: [['content', undefined, 'Records']],
  },
  put_record_batch: {
    services: /^firehose$/,
    call: 'firehose:PutRecordBatch',
    kind: 'sends',
    parts: [['content', undefined, 'Records']],
  },
  post_to_connection: {
    services: /^apigatewaymanagementapi$/,
    call: 'execute-api:PostToConnection',
    kind: 'sends',
    parts: [
      ['recipient', undefined, 'ConnectionId'],
      ['content', undefined, 'Data'],
    ],
  },
  invoke: {
    services: /^lambda$/,
    call: 'lambda:Invoke',
    kind: 'has done',
    parts: [
      ['name', undefined, 'FunctionName'],
      ['content', undefined, 'Payload'],
    ],
  },
  start_execution: {
    services: /^stepfunctions$/,
    call: 'states:StartExecution',
    kind: 'has done',
    parts: [
      ['name', undefined, 'stateMachineArn'],
      ['content', undefined, 'input'],
    ],
  },
  start_sync_execution: {
    services: /^stepfunctions$/,
    call: 'states:StartSyncExecution',
    kind: 'has done',
    parts: [
      ['name', undefined, 'stateMachineArn'],
      ['content', undefined, 'input'],
    ],
  },
};

/** Where its client is not seen, one of its arguments is called as AWS calls it. */
function isNamedSo(call: Call, { parts }: Row, service: string | undefined): boolean {
  if (service !== undefined) return true;

  return parts.some(([, , ...names]) =>
    names.some((each) => call.arguments.some(({ name }) => name === each)),
  );
}

function decidedBy(call: Call, row: Row, asked: AskedOfChange): Decided | undefined {
  if (row.services.test('apigatewaymanagementapi')) {
    const to = argumentOf(call, undefined, 'ConnectionId');
    if (to && isOwnConnection(to, asked.values)) return undefined;
  }
  const spread = call.arguments.find(({ spread: by }) => by === '**');
  const parts = row.parts.map(
    ([part, position, ...names]) => [part, argumentOf(call, position, ...names)] as const,
  );
  const by = partSaid([...parts, ['content', spread?.value]], asked);
  // What is kept under a key that is made is new; where the code says it, a request only replaces what is there.
  const [[first, key] = []] = parts;
  if (by === 'content' && first === 'key' && row.kind === 'replaces') {
    if (!key || constantText(asked.values.writtenAs(key)) === undefined) return undefined;
  }

  return (
    by && {
      kind: row.kind,
      call: row.call,
      by,
      ...(row.isBlind && by === 'key' && !isConditional(call) && { isBlind: true }),
    }
  );
}

function isConditional(call: Call): boolean {
  return argumentOf(call, undefined, 'IfNoneMatch', 'IfMatch') !== undefined;
}

/** Of all else that a client of AWS may be asked for: what it changes, as its name says. */
function doneBy(
  call: Call,
  name: string,
  service: string,
  asked: AskedOfChange,
): Decided | undefined {
  if (aside.test(service) || !changing.test(name)) return undefined;
  if (service === 'cognito-idp' && !/^admin_(?!initiate|respond|get|list)/.test(name))
    return undefined;
  if (service === 's3' && /^(?:create_multipart|upload|generate|complete)/.test(name))
    return undefined;
  const by = partSaid(
    call.arguments
      .map(({ name: key = '', value }): readonly [DecidedPart, Expression] => [
        /(?:name|ids?|arns?|targets?)$/i.test(key) ? 'name' : 'content',
        value,
      ])
      .toSorted(([one], [other]) => Number(one === 'content') - Number(other === 'content')),
    asked,
  );

  return by && { kind: 'has done', call: `${service}:${operationOfPython(service, name)}`, by };
}

/** What they do costs something, and changes nothing that others have. */
const aside =
  /^(?:dynamodb|logs|cloudwatch|xray|bedrock[\w-]{0,20}|comprehend\w{0,10}|translate|polly|rekognition|textract|transcribe|sts|sqs|timestream-write|lex[\w-]{0,20})$/;

const changing =
  /^(?:create|delete|update|put|start|stop|terminate|run|reboot|modify|attach|detach|add|remove|set|send|invoke|admin|disable|enable|associate|disassociate|authorize|revoke|register|deregister|submit|execute|cancel|replace|restore|reset|apply|import|batch)_\w{1,60}$|^(?:publish|invoke)$/;
