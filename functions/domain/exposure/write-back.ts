import { accountOf, type Target } from '../../core/target.ts';
import {
  contextOf,
  type Decision,
  evaluatorOf,
  hasWildcard,
  matches,
  type PolicyStatement,
  type RolePermissions,
  unspelt,
} from '../../engines/iam/index.ts';
import type { Trigger } from './trigger.ts';
import { isBucket, serviceOfSource, writtenFor } from './trigger-source.ts';

/** A role may write to what triggers its function. */
export interface WriteBack {
  readonly trigger: Trigger;
  /** ARN of what is written to: bucket, queue, topic, table, stream. */
  readonly to: string;
  readonly action: string;
  readonly decision: Decision;
  /** Of the deciding statements, those that allow it on this very thing, by name. */
  readonly naming: readonly PolicyStatement[];
}

/**
 * Which triggers of a function its role may write to, by a statement that names them. A statement
 * on everything of a service says nothing of what the function is meant to do: that it is too wide
 * is a finding of the role, and to report it for each function again would bury the loops that were
 * built.
 *
 * @param now ISO 8601 in UTC.
 */
export function writeBacksOf(
  triggers: readonly Trigger[],
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): readonly WriteBack[] {
  const decide = evaluatorOf(permissions);
  const context = contextOf(role, now);

  return triggers.flatMap((trigger) => {
    const sink = sinkOf(trigger, role.account);
    if (!sink) return [];

    const found = sink.actions
      .map((action) => {
        const decision = decide({ action, resource: sink.resource, context });
        const naming = decision.deciding.filter(
          ({ statement, policy }) =>
            statement.effect === 'Allow' &&
            policy !== permissions.boundary &&
            statement.resources.patterns.some((pattern) => names(pattern, sink.resource)),
        );
        return { trigger, to: sink.arn, action, decision, naming };
      })
      .filter(({ decision, naming }) => decision.answer !== 'denied' && naming.length > 0);

    return found.toSorted(surestFirst).slice(0, 1);
  });
}

/** What a function writes to, to be triggered by it again. */
interface Sink {
  readonly arn: string;
  /** What IAM is asked about: of a bucket any object. */
  readonly resource: string;
  readonly actions: readonly string[];
}

/** Undefined for what is of another account, whose policy has a say too, and for brokers. */
function sinkOf({ source }: Trigger, account: string): Sink | undefined {
  if (!['', account].includes(accountOf(source))) return undefined;

  const actions = writes.get(serviceOfSource(source));
  const arn = writtenFor(source);
  return actions && { arn, resource: isBucket(arn) ? `${arn}/${unspelt}` : arn, actions };
}

const writes: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3', ['s3:PutObject']],
  ['sqs', ['sqs:SendMessage']],
  ['sns', ['sns:Publish']],
  ['events', ['events:PutEvents']],
  ['kinesis', ['kinesis:PutRecord', 'kinesis:PutRecords']],
  [
    'dynamodb',
    [
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:DeleteItem',
      'dynamodb:PartiQLInsert',
      'dynamodb:PartiQLUpdate',
      'dynamodb:PartiQLDelete',
    ],
  ],
]);

/** Whether a pattern spells out the beginning of a name at least, and is not there for anything. */
function names(pattern: string, resource: string): boolean {
  if (!matches(pattern, resource)) return false;

  const name = pattern
    .split(':')
    .slice(5)
    .join(':')
    .replace(/^(?:table|stream|event-bus)\//, '');
  return name !== '' && !hasWildcard(name.slice(0, 1));
}

function surestFirst({ decision }: WriteBack, other: WriteBack): number {
  return Number(decision.answer !== 'allowed') - Number(other.decision.answer !== 'allowed');
}
