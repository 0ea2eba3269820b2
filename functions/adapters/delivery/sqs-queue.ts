import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type {
  Chunk,
  FactStore,
  NightLedger,
  OfAccount,
  QueuedMessage,
  StepQueue,
  SweepStep,
  WorkQueue,
} from '../../app/ports.ts';
import {
  accountTarget,
  architectures,
  type FunctionTarget,
  partitionOf,
  type Target,
} from '../../core/target.ts';
import { anyTargetArn, isArnOfOwn, isOwn, targetArn } from '../../core/target-arn.ts';

/** What SQS takes, less some room. Source: "Amazon SQS message quotas" (SQS Developer Guide). */
const MOST_BYTES = 250_000;

/** What is sent is noted in the facts table, so that no other message passes for it. */
const KIND = 'sent';

/**
 * A chunk that is too big for a message is sent as two, and a function that is too big for one by
 * itself is cut to what fits.
 */
export function sqsQueue(
  client: SQSClient,
  QueueUrl: string,
  { facts, ledgerOf }: { readonly facts: FactStore; readonly ledgerOf: LedgerOf },
): WorkQueue & StepQueue {
  const sendOne = async (MessageBody: string, sent: Chunk | SweepStep, DelaySeconds = 0) => {
    const message = queuedMessage(MessageBody, sent);
    const ledger = ledgerOf(sent.account);
    await ledger.queued(sent.sweep, message);

    try {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));
    } catch (error) {
      await attempt(() => ledger.unsent(sent.sweep, message));
      throw error;
    }
  };

  return {
    async send(chunk, delaySeconds) {
      const parts = partsOf(chunk);
      await facts.write(KIND, new Map(parts.map(({ body }) => [digestOf(body), noteOf(chunk)])));

      for (const { body, part } of parts) await sendOne(body, part, delaySeconds);
    },

    async sendStep(step, delaySeconds) {
      const body = bodyOf(step);
      await facts.write(KIND, new Map([[digestOf(body), noteOf(step)]]));

      await sendOne(body, step, delaySeconds);
    },
  };
}

/** @param account whose sweep the message is of. @default that of the deployment */
type LedgerOf = (account?: string) => Pick<NightLedger, 'queued' | 'unsent'>;

/** What is in a message, as the night's ledger counts it. */
function queuedMessage(body: string, message: Chunk | SweepStep): QueuedMessage {
  return { id: digestOf(body), targets: 'targets' in message ? message.targets.length : 0 };
}

/**
 * As the schema has it, whatever made it: a message that waits is read and sent again, and must be the
 * same message then, or the night counts one that is never done.
 */
function bodyOf(sent: Chunk | SweepStep): string {
  return JSON.stringify(message.parse(sent));
}

function noteOf({ sweep }: Chunk | SweepStep): { readonly sweep: string } {
  return { sweep };
}

/** A message as it was delivered. */
export interface DeliveredMessage {
  readonly body: string;
  /** What the body says as JSON. */
  readonly content: unknown;
}

/** A message that a sweep has sent, and what the ledger knows it by. */
export interface ReceivedMessage {
  readonly message: Chunk | SweepStep;
  readonly queued: QueuedMessage;
}

/**
 * The chunk, or the step of a sweep, in a message. A principal that may send messages or invoke the
 * function could make one up, which would resolve what it names: so it counts only when a sweep has
 * noted that it sent it.
 *
 * @param account that of the deployment, which a message is of that names none.
 * @throws when it holds anything else, was not sent by a sweep, or is about another account than it says.
 */
export async function receivedMessage(
  { body, content }: DeliveredMessage,
  { facts, account }: { readonly facts: FactStore; readonly account: Target<'account'> },
): Promise<ReceivedMessage> {
  const parsed = message.parse(content);
  if ('targets' in parsed) refuseForeign(parsed, accountOfMessage(parsed, account));

  const queued = queuedMessage(body, parsed);
  if (!(await facts.read(KIND, [queued.id])).has(queued.id)) {
    throw new Error('no sweep has sent this message: find the sender in CloudTrail, and delete it');
  }
  return { message: parsed, queued };
}

/** @param own that of the deployment. */
export function accountOfMessage(
  { account }: OfAccount,
  own: Target<'account'>,
): Target<'account'> {
  return account === undefined ? own : accountTarget(account, partitionOf(own.arn));
}

function refuseForeign(parsed: Chunk, account: Target<'account'>): void {
  const foreign = [
    ...parsed.targets.filter((target) => !isOwn(target, account)).map(({ arn }) => arn),
    ...parsed.gone.filter((arn) => !isArnOfOwn(arn, account)),
  ];
  if (foreign.length > 0) throw new Error(`${foreign[0]} is of another account: nothing is done`);
}

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** A chunk, or a part of one, and the message that carries it. */
interface SentPart {
  readonly part: Chunk;
  readonly body: string;
}

function partsOf(chunk: Chunk): readonly SentPart[] {
  const body = bodyOf(chunk);
  if (fits(body)) return [{ part: chunk, body }];

  const halves = halvesOf(chunk);
  if (halves.length > 1) return halves.flatMap(partsOf);

  const [target] = chunk.targets;
  const cut = target?.kind === 'function' ? cutBodyOf(chunk, target) : undefined;
  if (cut === undefined) throw new Error(`${body.slice(0, 200)}… does not fit a message`);
  return [{ part: chunk, body: cut }];
}

/** With as many versions as fit, the newest. Undefined where it fits without any as little. */
function cutBodyOf(chunk: Chunk, target: FunctionTarget): string | undefined {
  const { versions } = target;
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));

  for (let kept = versions.length; kept > 0; ) {
    kept = Math.floor(kept * 0.9);
    const cut = `it has ${versions.length} published versions, of which the newest ${kept} are audited: delete those that nothing uses`;
    const fewer = { ...target, versions: newestFirst.slice(0, kept), cut };
    const body = bodyOf({ ...chunk, targets: [fewer] });
    if (fits(body)) return body;
  }
  return undefined;
}

function fits(body: string): boolean {
  return new TextEncoder().encode(body).length <= MOST_BYTES;
}

function halvesOf({ targets, gone, ...rest }: Chunk): readonly Chunk[] {
  return [
    ...split(targets).map((half) => ({ ...rest, targets: half, gone: [] })),
    ...split(gone).map((half) => ({ ...rest, targets: [], gone: half })),
  ];
}

function split<T>(items: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(items.length / 2);

  return [items.slice(0, middle), items.slice(middle)].filter((half) => half.length > 0);
}

const identity = { account: z.string(), region: z.string(), name: z.string() };

const functionTarget = z.object({
  kind: z.literal('function'),
  ...identity,
  arn: targetArn.function,
  roleArn: targetArn.role,
  runtime: z.optional(z.string()),
  packageType: z.enum(['Zip', 'Image']),
  handler: z.optional(z.string()),
  wrappedHandler: z.optional(z.string()),
  codeSha256: z.string(),
  codeSize: z.number(),
  layers: z.array(z.string()),
  lastModified: z.string(),
  revisionId: z.string(),
  versions: z.array(z.string()),
  architecture: z.enum(architectures),
  memoryMb: z.number(),
  timeoutSeconds: z.number(),
  storageMb: z.number(),
  logGroup: z.optional(z.string()),
  deadLetters: z.optional(z.string()),
  loadsMore: z.optional(z.literal(true)),
  cut: z.optional(z.string()),
});

const ofAccount = { account: z.optional(z.string().check(z.regex(/^\d{12}$/))) };

const chunk = z.object({
  ...ofAccount,
  targets: z.array(
    z.discriminatedUnion('kind', [
      functionTarget,
      z.object({ kind: z.literal('role'), ...identity, arn: targetArn.role }),
      z.object({
        kind: z.literal('layer'),
        ...identity,
        arn: targetArn.layer,
        version: z.number(),
        usedBy: z.string(),
      }),
      z.object({
        kind: z.literal('account'),
        ...identity,
        arn: targetArn.account,
        unlisted: z.array(z.object({ fact: z.string(), reason: z.string() })),
      }),
    ]),
  ),
  gone: z.array(anyTargetArn),
  sweep: z.iso.datetime(),
  listedAt: z.iso.datetime(),
});

const sweep = z.iso.datetime();

const message = z.union([
  chunk,
  z.object({ ...ofAccount, step: z.enum(['accounts', 'begin', 'end']), sweep }),
  z.object({
    ...ofAccount,
    step: z.literal('region'),
    sweep,
    region: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  }),
  z.object({ ...ofAccount, step: z.literal('look'), sweep, function: targetArn.function }),
]);
