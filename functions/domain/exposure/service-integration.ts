import { dnsSuffixOf } from '../../core/target.ts';

/** A call of an AWS service that an API makes with what a request holds. */
export interface ServiceIntegration {
  /** As its ARNs name it: `sqs`, `states`. */
  readonly service: string;
  /** Undefined where the path says what is called: of S3, and of queues by their URL. */
  readonly action: string | undefined;
  /** `ACCOUNT/QUEUE`, `BUCKET/KEY`; empty where the action is named. */
  readonly path: string;
  readonly method: string;
  /** Those with a name written out, by it; what the request fills in is left out. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly partition: string;
  readonly region: string;
  /** Of the API; empty where nothing shows it. */
  readonly account: string;
}

/** What an API hands requests on to. */
export type Receiver =
  /** ARN of a queue, stream, table, state machine, bus, topic or bucket. */
  | { readonly kind: 'named'; readonly arn: string }
  /** It writes to something that the request, or something else that is not read, names. */
  | { readonly kind: 'unnamed'; readonly what: string };

/** Undefined for a call that writes nothing which could run a function. */
export function receiverOf(integration: ServiceIntegration): Receiver | undefined {
  const written = writes.get(integration.service);
  if (!written?.isWrite(integration)) return undefined;

  const arn = written.arnOf(integration);
  return arn === undefined || /[\s*?{}$]/.test(arn)
    ? { kind: 'unnamed', what: `which ${written.what}` }
    : { kind: 'named', arn };
}

/** ARNs of the functions that the definition of a state machine names, without qualifiers. */
export function functionsOfMachine(definition: string): ReadonlySet<string> {
  return new Set(
    definition.match(/arn:[\w-]{1,40}:lambda:[\w-]{1,40}:\d{12}:function:[\w-]{1,140}/g),
  );
}

interface Written {
  /** For a sentence: `queue`. */
  readonly what: string;
  isWrite(call: ServiceIntegration): boolean;
  /** Undefined where nothing names it. */
  arnOf(call: ServiceIntegration): string | undefined;
}

const writes: ReadonlyMap<string, Written> = new Map([
  [
    'sqs',
    {
      what: 'queue',
      isWrite: acting('SendMessage', 'SendMessageBatch'),
      arnOf: (call) => {
        const [account, name] = queueIn(call);
        return account && name && arnIn(call, name, account);
      },
    },
  ],
  [
    'kinesis',
    {
      what: 'stream',
      isWrite: acting('PutRecord', 'PutRecords'),
      arnOf: (call) =>
        parameter(call, 'StreamARN') ?? named(call, 'StreamName', (name) => `stream/${name}`),
    },
  ],
  [
    'dynamodb',
    {
      what: 'table',
      isWrite: acting(
        'PutItem',
        'UpdateItem',
        'DeleteItem',
        'BatchWriteItem',
        'TransactWriteItems',
      ),
      arnOf: (call) => named(call, 'TableName', (name) => `table/${name}`),
    },
  ],
  [
    'states',
    {
      what: 'state machine',
      isWrite: acting('StartExecution', 'StartSyncExecution'),
      arnOf: (call) => parameter(call, 'stateMachineArn'),
    },
  ],
  [
    'events',
    {
      what: 'event bus',
      isWrite: acting('PutEvents'),
      arnOf: (call) => named(call, 'EventBusName', (name) => `event-bus/${name}`),
    },
  ],
  [
    'sns',
    {
      what: 'topic',
      isWrite: acting('Publish', 'PublishBatch'),
      arnOf: (call) => parameter(call, 'TopicArn'),
    },
  ],
  [
    's3',
    {
      what: 'bucket',
      isWrite: ({ method }) => method === 'PUT' || method === 'POST',
      arnOf: ({ path, partition }) => {
        const [bucket] = path.split('/', 1);
        return bucket ? `arn:${partition}:s3:::${bucket}` : undefined;
      },
    },
  ],
]);

/** The action is in its name, among the fields of a query, or in the header of the JSON protocol. */
function acting(...actions: readonly string[]): Written['isWrite'] {
  return (call) => {
    const written =
      call.action ?? parameter(call, 'Action') ?? parameter(call, 'X-Amz-Target') ?? '';

    return actions.includes(written.split('.').at(-1) ?? '');
  };
}

/** Services read the names of fields as they are written; headers are of any case. */
function parameter({ parameters }: ServiceIntegration, name: string): string | undefined {
  for (const [each, value] of parameters) {
    if (each.toLowerCase() === name.toLowerCase()) return value;
  }
  return undefined;
}

/** By a field that holds a name, or an ARN. */
function named(
  call: ServiceIntegration,
  field: string,
  within: (name: string) => string,
): string | undefined {
  const name = parameter(call, field);
  if (name === undefined || name.startsWith('arn:')) return name;

  return call.account === '' ? undefined : arnIn(call, within(name), call.account);
}

function arnIn({ service, partition, region }: ServiceIntegration, name: string, account: string) {
  return `arn:${partition}:${service}:${region}:${account}:${name}`;
}

/** Of `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`, or of the path `ACCOUNT/NAME`. */
function queueIn(call: ServiceIntegration): readonly string[] {
  const url = parameter(call, 'QueueUrl');
  if (url === undefined) return call.path.split('/').filter(Boolean);

  const host = `https://sqs.${call.region}.${dnsSuffixOf(call.region)}/`;
  return url.startsWith(host) ? url.slice(host.length).split('/') : [];
}
