import type { SdkCall } from '../../../core/sdk-calls.ts';
import { type AnyNode, type CallNode, calledName } from '../syntax.ts';
import { Additions } from './additions.ts';
import { DesignedWrites } from './designed-writes.ts';
import type { Effect } from './effect.ts';
import { OwnConnection } from './own-connection.ts';
import { ReadsBeside } from './read-beside.ts';
import type { Readers } from './readers.ts';

/** Knows what a call of AWS does that strangers are meant to do. */
export class AwsEffects {
  readonly #writes: DesignedWrites;
  readonly #additions: Additions;
  readonly #connection: OwnConnection;
  readonly #reads: ReadsBeside;

  constructor(of: Readers, entries: ReadonlySet<AnyNode>) {
    this.#writes = new DesignedWrites(of.values, entries);
    this.#additions = new Additions(of);
    this.#connection = new OwnConnection(of);
    this.#reads = new ReadsBeside(of);
  }

  /** What it changes, `nothing`, or `more` than strangers are meant to change. */
  of(call: CallNode, { service, operation }: Pick<SdkCall, 'service' | 'operation'>): Effect {
    if (isReading({ service, operation })) {
      return this.#reads.isHarmless(call, operation) ? 'nothing' : 'more';
    }
    const kind = service === 'dynamodb' ? this.#writes.kindOf(call) : undefined;
    if (kind) return kind;

    return this.besideOthers(call, { service, operation });
  }

  /** The same, where another call is beside it: then no more counts than what is new, or of the connection. */
  besideOthers(
    call: CallNode,
    { service, operation }: Pick<SdkCall, 'service' | 'operation'>,
  ): Effect {
    if (
      /^(?:dynamodb|apigatewaymanagementapi)$/.test(service) &&
      this.#connection.isOne(call, service, operation)
    ) {
      return 'connection';
    }
    return this.#additions.isOne(call, service, operation) ? 'addition' : 'more';
  }
}

/** Whether a call of AWS only looks something up, or writes to the function's own logs. */
export function isReading({ service, operation }: Pick<SdkCall, 'service' | 'operation'>): boolean {
  return reads.get(service)?.test(operation) ?? false;
}

const reads: ReadonlyMap<string, RegExp> = new Map([
  ['dynamodb', /^(?:GetItem|BatchGetItem|TransactGetItems|Query|Scan|DescribeTable)$/],
  ['s3', /^(?:GetObject|HeadObject|ListObjects(?:V2)?|HeadBucket)$/],
  ['ssm', /^GetParameters?(?:ByPath)?$/],
  ['secretsmanager', /^(?:GetSecretValue|BatchGetSecretValue)$/],
  ['kms', /^(?:Decrypt|Encrypt|GenerateDataKey)$/],
  ['apigatewaymanagementapi', /^GetConnection$/],
  ['cloudwatch', /^PutMetricData$/],
  ['xray', /^Put/],
]);

/** Whether any call of that operation may be one that strangers are meant to make. */
export function mayBeMeant({
  service,
  operation,
}: Pick<SdkCall, 'service' | 'operation'>): boolean {
  return meant.get(service)?.test(operation) ?? false;
}

const meant: ReadonlyMap<string, RegExp> = new Map([
  ['dynamodb', /^(?:Put|Update|Delete)Item$/],
  ['s3', /^PutObject$/],
  ['sqs', /^SendMessage$/],
  ['sns', /^Publish$/],
  ['events', /^PutEvents$/],
  ['ses', /^Send(?:Templated)?Email$/],
  ['sesv2', /^SendEmail$/],
  ['apigatewaymanagementapi', /^(?:PostTo|Delete)Connection$/],
]);

/** Whether it is this call of the client that makes one, and not what is called of its result: `db.put(…)` of `db.put(…).promise()`. */
export function isCallOf(call: CallNode, operation: string): boolean {
  if (call.type === 'NewExpression') return true;
  const method = calledName(call) ?? '';

  return method.toLowerCase() === operation.toLowerCase() || byMethod.get(method) === operation;
}

/** Of clients that name their methods otherwise. */
const byMethod: ReadonlyMap<string, string> = new Map([
  ['put', 'PutItem'],
  ['get', 'GetItem'],
  ['update', 'UpdateItem'],
  ['delete', 'DeleteItem'],
  ['batchGet', 'BatchGetItem'],
  ['transactGet', 'TransactGetItems'],
  ['upload', 'PutObject'],
]);
