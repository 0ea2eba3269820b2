// Rewrites functions/data/sdk-services.ts from the newest botocore and the last aws-sdk of version 2.
// Usage: node scripts/update-sdk-operations.ts   (needs pip, npm, unzip, tar and the registries)
// It also lists operations that no action is named like and functions/data/sdk-actions.ts has no row for.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { compareTexts } from '../functions/core/compare-texts.ts';
import { sdkActions } from '../functions/data/sdk-actions.ts';
import { namedLikeMethod, pythonMethodOf } from '../functions/engines/sdk/index.ts';
import { newestIamData } from './iam-data.ts';

const shape = z.object({
  type: z.string(),
  members: z.optional(z.record(z.string(), z.object({ shape: z.string() }))),
  member: z.optional(z.object({ shape: z.string() })),
});

const model = z.object({
  metadata: z.object({
    serviceId: z.string(),
    endpointPrefix: z.string(),
    signingName: z.optional(z.string()),
  }),
  operations: z.record(
    z.string(),
    z.object({
      authtype: z.optional(z.string()),
      auth: z.optional(z.array(z.string())),
      input: z.optional(z.object({ shape: z.string() })),
    }),
  ),
  shapes: z.record(z.string(), shape),
});

type Model = z.infer<typeof model> & {
  /** By the names of waiters, the operations that they call. */
  readonly waiters: ReadonlyMap<string, string>;
};

const waiterFile = z.object({
  waiters: z.record(z.string(), z.object({ operation: z.string() })),
});

/** Where neither the endpoint nor the signature has the name that policies use. Source: Service Authorization Reference. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['amp', 'aps'],
  ['apigatewaymanagementapi', 'execute-api'],
  ['cloudcontrol', 'cloudformation'],
  ['connectparticipant', 'execute-api'],
  ['iot-data', 'iot'],
  ['iot-jobs-data', 'iotjobsdata'],
  ['iotsecuretunneling', 'iot'],
  ['mturk', 'mechanicalturk'],
  ['partnercentral-selling', 'partnercentral'],
  ['resourcegroupstaggingapi', 'tag'],
]);

/** Under which older SDKs have a service. */
const otherIds: ReadonlyMap<string, readonly string[]> = new Map([
  ['events', ['CloudWatch Events']],
]);

/** Levels of what an operation is given. */
const DEEPEST = 3;

/** What only SDKs for JavaScript have, for it streams. */
const streaming = [
  'transcribestreaming transcribe transcribe-streaming - - - - -',
  'rekognitionstreaming rekognition rekognitionstreaming - - - - -',
];

const folder = mkdtempSync(join(tmpdir(), 'sdk-operations-'));

try {
  const iam = newestIamData();
  const { version, models } = newestModels();
  const v2 = v2ClassesByServiceId();
  const rows = [
    ...[...models].map(([name, each]) => rowOf(name, each, prefixOf(name, each, iam.services), v2)),
    ...streaming,
  ].sort(compareTexts);
  const written = fileOf(version, rows);
  const path = join(import.meta.dirname, '../functions/data/sdk-services.ts');

  writeFileSync(path, written);
  console.log(`${path}: ${rows.length} services, ${written.length} bytes`);
  console.log(`${gzipSync(written).length} compressed`);
  report(models, iam.services);
} finally {
  rmSync(folder, { recursive: true });
}

function newestModels(): { readonly version: string; readonly models: ReadonlyMap<string, Model> } {
  execFileSync('pip', ['download', '--quiet', '--no-deps', '--dest', folder, 'botocore']);
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl')) ?? '';
  const [, version = ''] = wheel.split('-');
  const wanted = ['service-2.json.gz', 'waiters-2.json*'].map((name) => `botocore/data/*/${name}`);
  execFileSync('unzip', ['-q', wheel, ...wanted], { cwd: folder });

  const root = join(folder, 'botocore/data');
  const services = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  return {
    version,
    models: new Map(services.map((name) => [name, newestModel(join(root, name))])),
  };
}

function newestModel(root: string): Model {
  const last = readdirSync(root)
    .filter((date) => existsSync(join(root, date, 'service-2.json.gz')))
    .sort()
    .at(-1);

  const at = join(root, last ?? '');
  const waiters = readdirSync(at).find((name) => name.startsWith('waiters-2.json'));

  return {
    ...model.parse(json(join(at, 'service-2.json.gz'))),
    waiters: new Map(
      Object.entries(waiters ? waiterFile.parse(json(join(at, waiters))).waiters : {}).map(
        ([name, { operation }]) => [name, operation],
      ),
    ),
  };
}

function json(path: string): unknown {
  const bytes = readFileSync(path);

  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
}

/** Several classes may be of one service: `EventBridge` and `CloudWatchEvents`. */
function v2ClassesByServiceId(): ReadonlyMap<string, readonly string[]> {
  const archive = execFileSync('npm', ['pack', '--silent', 'aws-sdk@2'], { cwd: folder });
  execFileSync('tar', ['-xzf', archive.toString().trim(), 'package/apis'], { cwd: folder });

  const root = join(folder, 'package/apis');
  const files = readdirSync(root).filter((name) => name.endsWith('.min.json'));
  const listed = z
    .record(z.string(), z.object({ name: z.string(), prefix: z.optional(z.string()) }))
    .parse(JSON.parse(readFileSync(join(root, 'metadata.json'), 'utf8')));
  const pairs = Object.entries(listed).flatMap(([key, { name, prefix = key }]) => {
    const file = files
      .filter((each) => each.startsWith(`${prefix}-20`))
      .sort()
      .at(-1);
    if (!file) return [];

    const { metadata } = z
      .object({ metadata: z.object({ serviceId: z.optional(z.string()) }) })
      .parse(JSON.parse(readFileSync(join(root, file), 'utf8')));
    return metadata.serviceId === undefined ? [] : [[metadata.serviceId, name] as const];
  });

  const byService = Map.groupBy(pairs, ([serviceId]) => serviceId);
  return new Map(
    [...byService].map(([id, all]) => [id, all.map(([, name]) => name).sort(compareTexts)]),
  );
}

function prefixOf(
  name: string,
  { metadata }: Model,
  services: ReadonlyMap<string, unknown>,
): string {
  const given = prefixes.get(name);
  if (given !== undefined) return given;

  const { signingName = '', endpointPrefix } = metadata;
  return [signingName, endpointPrefix, name].find((each) => services.has(each)) ?? name;
}

function rowOf(
  name: string,
  { metadata, operations, shapes, waiters }: Model,
  prefix: string,
  v2: ReadonlyMap<string, readonly string[]>,
): string {
  const names = Object.keys(operations).sort(compareTexts);
  const odd = names.filter((each) => namedLikeMethod(pythonMethodOf(each)) !== each);
  const open = names.filter(
    (each) =>
      operations[each]?.authtype === 'none' ||
      operations[each]?.auth?.includes('smithy.api#noAuth'),
  );
  const passing = names.filter((each) => {
    const input = operations[each]?.input?.shape;
    return !isRead(each) && input !== undefined && takesRole(shapes, input, 0);
  });
  const ids = [metadata.serviceId, ...(otherIds.get(name) ?? [])];
  const clients = ids.map((id) => id.toLowerCase().replaceAll(' ', '-'));
  const classes = ids.flatMap((id) => v2.get(id) ?? []);

  const waiting = [...waiters].map(([waiter, operation]) => `${waiter}=${operation}`);
  const lists = [clients, classes, odd, open, passing, waiting.sort(compareTexts)];

  return [name, prefix, ...lists.map(listOf)].map(plain).join(' ');
}

function isRead(operation: string): boolean {
  return /^(?:Get|List|Describe|Delete|Search|Remove)/.test(operation);
}

/** Whether a role is named somewhere in it, which then is passed. */
function takesRole(shapes: Model['shapes'], name: string, depth: number): boolean {
  const { members = {}, member } = shapes[name] ?? { type: '' };
  if (depth > DEEPEST) return false;
  if (member) return takesRole(shapes, member.shape, depth + 1);

  return Object.entries(members).some(
    ([key, value]) =>
      (shapes[value.shape]?.type === 'string' && /role(?:_?arn)?$/i.test(key)) ||
      takesRole(shapes, value.shape, depth + 1),
  );
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? '-' : names.join(',');
}

/** The table becomes code, so that nothing but names may go into it. */
function plain(cell: string): string {
  if (!/^[\w,=-]+$/.test(cell)) throw new Error(`botocore holds the name ${JSON.stringify(cell)}`);

  return cell;
}

/** What a reader of the release has to look up: it has no action of its own name. */
function report(
  models: ReadonlyMap<string, Model>,
  services: ReturnType<typeof newestIamData>['services'],
): void {
  for (const [service, each] of models) {
    const prefix = prefixOf(service, each, services);
    const actions = new Set(services.get(prefix)?.map((action) => action.name.toLowerCase()));
    const without = Object.keys(each.operations).filter(
      (operation) =>
        !actions.has(operation.toLowerCase()) && sdkActions[service]?.[operation] === undefined,
    );
    if (without.length > 0) console.log(`no action: ${service} ${without.join(' ')}`);
  }
}

function fileOf(version: string, rows: readonly string[]): string {
  return `// Generated by scripts/update-sdk-operations.ts: do not edit, run it.
// Sources: botocore ${version} (PyPI, Apache-2.0), aws-sdk 2 (npm, Apache-2.0).

/** When the table was made. ISO 8601, without a time. */
export const sdkServicesAsOf = '${new Date().toISOString().slice(0, 10)}';

/**
 * A line for each service that the SDKs have, of eight words, a dash for none: its name in botocore;
 * its prefix in policies; its names in JavaScript's version 3, after \`client-\`; its classes in version
 * 2; operations whose name does not follow from that of their method in Python; operations that need
 * no permission; operations that may be given a role to pass; waiters,
 * each with the operation that it calls.
 */
export const sdkServiceLines = \`
${rows.join('\n')}
\`;
`;
}
