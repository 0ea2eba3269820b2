import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import type { Clock, FactStore } from '../../app/ports.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { backoff } from './backoff.ts';
import { gatheredReads } from './gathered-reads.ts';

/** Long enough for what is read night after night; losing it costs one slow night. */
const RETENTION_SECONDS = 45 * 24 * 60 * 60;

/** An item takes 400 KB. */
const PART_BYTES = 350_000;

/** What one value may come to, packed and unpacked: beyond, it is not kept. */
const MOST_PARTS = 20;
const MOST_UNPACKED = 64_000_000;

/** DynamoDB takes 25 writes or 100 reads at once, 16 MB either way. */
const WRITES = 25;
const READS = 40;

/** How often what DynamoDB leaves undone is tried again. */
const ATTEMPTS = 6;

/**
 * Values as packed JSON, in as many items as they need. Every part carries the mark of its value,
 * so that parts of two values never pass for one.
 */
export function dynamoFacts(client: DynamoDBClient, TableName: string, clock: Clock): FactStore {
  const table = DynamoDBDocumentClient.from(client);
  const seconds = () => Math.floor(clock().getTime() / 1000);
  const partsOf = gatheredReads<Key, Part>(
    (keys) => getAll(table, TableName, keys),
    ({ pk, sk }) => `${pk} ${sk}`,
  );

  return {
    async read(kind, ids) {
      const heads = await partsOf(keysOf(kind, ids, 0, 1));
      const valid = heads.filter(({ expiresAt }) => expiresAt > seconds());
      const rest = valid.flatMap(({ pk, parts }) => partKeys(pk, 1, parts));
      const tails = await partsOf(rest);

      const values = await Promise.all(
        valid.map(async (head) => [idOf(kind, head.pk), await join(head, tails)] as const),
      );
      return new Map(values.filter(([, value]) => value !== undefined));
    },

    async write(kind, values) {
      const expiresAt = seconds() + RETENTION_SECONDS;
      const items = await Promise.all(
        [...values].map(async ([id, value]) => split(pkOf(kind, id), value, expiresAt)),
      );

      // A head is written last: a reader that sees it finds the parts that it counts.
      await putAll(
        table,
        TableName,
        items.flatMap((parts) => parts.slice(1)),
      );
      await putAll(
        table,
        TableName,
        items.flatMap((parts) => parts.slice(0, 1)),
      );
    },
  };
}

const part = z.object({
  pk: z.string(),
  sk: z.string(),
  mark: z.string(),
  parts: z.number(),
  bytes: z.instanceof(Uint8Array),
  expiresAt: z.number(),
});
type Part = z.infer<typeof part>;

async function split(pk: string, value: unknown, expiresAt: number): Promise<readonly Part[]> {
  const text = JSON.stringify(value);
  const packed = await promisify(gzip)(text);
  const parts = Math.ceil(packed.length / PART_BYTES);
  if (parts > MOST_PARTS) {
    throw new Error(`${pk} takes ${packed.length} bytes, of at most ${MOST_PARTS * PART_BYTES}`);
  }

  const mark = fingerprint(text);
  return Array.from({ length: parts }, (_, index) => ({
    pk,
    sk: String(index),
    mark,
    parts,
    bytes: packed.subarray(index * PART_BYTES, (index + 1) * PART_BYTES),
    expiresAt,
  }));
}

async function join(head: Part, tails: readonly Part[]): Promise<unknown> {
  const rest = tails
    .filter(({ pk, mark }) => pk === head.pk && mark === head.mark)
    .sort((a, b) => Number(a.sk) - Number(b.sk));
  const packed = Buffer.concat([head, ...rest].map(({ bytes }) => bytes));
  const unpacked = await attempt(() => unpack(packed));
  if (!unpacked.known || fingerprint(unpacked.value) !== head.mark) return undefined;

  return JSON.parse(unpacked.value);
}

async function unpack(packed: Uint8Array): Promise<string> {
  return (await promisify(gunzip)(packed, { maxOutputLength: MOST_UNPACKED })).toString();
}

interface Key {
  readonly pk: string;
  readonly sk: string;
}

async function getAll(
  table: DynamoDBDocumentClient,
  TableName: string,
  keys: readonly Key[],
): Promise<readonly Part[]> {
  const found: unknown[] = [];

  for (let start = 0; start < keys.length; start += READS) {
    let open: BatchGetCommandInput['RequestItems'] = {
      // What a sweep writes is read a moment later, by the work that it queued.
      [TableName]: { Keys: keys.slice(start, start + READS), ConsistentRead: true },
    };

    for (let attempt = 0; open && Object.keys(open).length > 0; attempt += 1) {
      await pause(attempt);
      const answer: BatchGetCommandOutput = await table.send(
        new BatchGetCommand({ RequestItems: open }),
      );
      found.push(...z.array(z.unknown()).parse(answer.Responses?.[TableName]));
      open = answer.UnprocessedKeys;
    }
  }

  return z.array(part).parse(found);
}

async function putAll(table: DynamoDBDocumentClient, TableName: string, items: readonly Part[]) {
  for (let start = 0; start < items.length; start += WRITES) {
    const puts = items.slice(start, start + WRITES).map((Item) => ({ PutRequest: { Item } }));
    let open: BatchWriteCommandInput['RequestItems'] = { [TableName]: puts };

    for (let attempt = 0; open && Object.keys(open).length > 0; attempt += 1) {
      await pause(attempt);
      open = (await table.send(new BatchWriteCommand({ RequestItems: open }))).UnprocessedItems;
    }
  }
}

/** @throws when it has been tried often enough. */
async function pause(attempt: number): Promise<void> {
  if (attempt > ATTEMPTS)
    throw new Error('the facts table is throttled: it left requests unprocessed');

  await backoff(attempt);
}

function keysOf(kind: string, ids: readonly string[], from: number, to: number): readonly Key[] {
  return [...new Set(ids)].flatMap((id) => partKeys(pkOf(kind, id), from, to));
}

function partKeys(pk: string, from: number, to: number): readonly Key[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => ({
    pk,
    sk: String(from + index),
  }));
}

function pkOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}

function idOf(kind: string, pk: string): string {
  return pk.slice(kind.length + 1);
}
