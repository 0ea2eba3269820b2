import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { closest } from '../functions/domain/closest.ts';

/** What `npm run deploy -- …` was given. */
export interface DeployOptions {
  /** Of each `-c name=value`, the last one of a name. */
  readonly context: Readonly<Record<string, string>>;
  readonly profile: string | undefined;
  readonly region: string | undefined;
  /** Of the CDK's own stack, where it is not the usual one. */
  readonly toolkitStack: string | undefined;
  /** For `cdk deploy`, all of them as they were given. */
  readonly forDeploy: readonly string[];
  /** For `cdk bootstrap`, those that it takes too. */
  readonly forBootstrap: readonly string[];
}

/** Something on the command line that the deployment does not take: one sentence. */
export class UnknownOption extends Error {
  override readonly name = 'UnknownOption';
}

/**
 * Options of `cdk deploy` that are passed on to it. What would deploy something else, or not at all,
 * is not among them. Source: `cdk deploy --help`, which a test holds this to.
 */
export const deployOptions = {
  context: { type: 'string', short: 'c', multiple: true },
  profile: { type: 'string' },
  region: { type: 'string' },
  'role-arn': { type: 'string', short: 'r' },
  tags: { type: 'string', short: 't', multiple: true },
  'toolkit-stack-name': { type: 'string' },
  'notification-arns': { type: 'string', multiple: true },
  'require-approval': { type: 'string' },
  'outputs-file': { type: 'string', short: 'O' },
  method: { type: 'string', short: 'm' },
  progress: { type: 'string' },
  proxy: { type: 'string' },
  'ca-bundle-path': { type: 'string' },
  force: { type: 'boolean', short: 'f' },
  verbose: { type: 'boolean', short: 'v', multiple: true },
  rollback: { type: 'boolean' },
  color: { type: 'boolean' },
  ci: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
} as const satisfies ParseArgsOptionsConfig;

/** Those that `cdk bootstrap` takes too. */
const bootstrapOptions: ReadonlySet<string> = new Set([
  'context',
  'profile',
  'region',
  'role-arn',
  'tags',
  'toolkit-stack-name',
  'proxy',
  'ca-bundle-path',
  'verbose',
  'color',
  'ci',
  'yes',
]);

/** @throws UnknownOption for anything else: `cdk` would pass over it and deploy all the same. */
export function deployOptionsIn(words: readonly string[]): DeployOptions {
  const { tokens, values } = parseArgs({
    args: [...words],
    options: deployOptions,
    strict: false,
    allowNegative: true,
    tokens: true,
  });
  const bootstrap: string[] = [];

  for (const token of tokens) {
    if (token.kind === 'positional') throw unexpectedWord(token.value);
    if (token.kind !== 'option') continue;

    refuseUnknown(token.name, token.rawName, token.value);
    if (bootstrapOptions.has(token.name)) {
      bootstrap.push(token.rawName, ...(token.value === undefined ? [] : [token.value]));
    }
  }

  const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const { profile, region, context = [], 'toolkit-stack-name': toolkitStack } = values;
  return {
    context: Object.fromEntries(context.map((given) => pairIn(String(given)))),
    profile: textOf(profile),
    region: textOf(region),
    toolkitStack: textOf(toolkitStack),
    forDeploy: words,
    forBootstrap: bootstrap,
  };
}

function refuseUnknown(name: string, rawName: string, value: string | undefined): void {
  const row = Object.entries(deployOptions).find(([known]) => known === name)?.[1];
  if (!row) throw unknownOption(rawName);

  if (row.type === 'string' && value === undefined) {
    throw new UnknownOption(`${rawName} takes a value`);
  }
  if (row.type === 'boolean' && value !== undefined) {
    throw new UnknownOption(`${rawName} takes no value, and was given ${value}`);
  }
}

function unknownOption(rawName: string): UnknownOption {
  const names = Object.keys(deployOptions).map((name) => `--${name}`);
  const close = closest(rawName, names);
  const hint = close === undefined ? `there are ${names.join(', ')}` : `did you mean ${close}?`;

  return new UnknownOption(`there is no option ${rawName}: ${hint}`);
}

function unexpectedWord(word: string): UnknownOption {
  return new UnknownOption(
    word.includes('=')
      ? `${word} stands alone: give each setting its own -c, as in -c ${word}`
      : `${word} is no option: settings are given as -c name=value`,
  );
}

function pairIn(given: string): readonly [string, string] {
  const at = given.indexOf('=');
  if (at <= 0) throw new UnknownOption(`-c ${given} is no setting: it takes name=value`);

  return [given.slice(0, at), given.slice(at + 1)];
}
