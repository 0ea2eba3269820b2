import { resolve } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { closestOrAll } from '../functions/domain/closest.ts';
import { Failure } from './failure.ts';

/** What `vigil deploy` was given. */
export interface DeployOptions {
  /** Of each `-c name=value`, the last one of a name. */
  readonly context: Readonly<Record<string, string>>;
  /** Of the CDK's own stack, where it is not the usual one. */
  readonly toolkitStack: string | undefined;
  /** That the caller has agreed, so that no one is asked: `--yes`, or the CDK asks by itself. */
  readonly isAgreed: boolean;
  /** For `cdk synth`. */
  readonly forSynth: readonly string[];
  /** For `cdk deploy`, all of them; files by their whole path, for it runs in another folder. */
  readonly forDeploy: readonly string[];
  /** For `cdk bootstrap`, those that it takes too. */
  readonly forBootstrap: readonly string[];
}

/**
 * Options of `cdk deploy` that are passed on to it. What would deploy something else, or not at all,
 * is not among them; account and region are options of every command. Source: `cdk deploy --help`, which a test holds this to.
 */
export const deployOptions = {
  context: { type: 'string', short: 'c', multiple: true },
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

const files: ReadonlySet<string> = new Set(['outputs-file', 'ca-bundle-path']);

/** @throws Failure for anything else: `cdk` would pass over it and deploy all the same. */
export function deployOptionsIn(words: readonly string[]): DeployOptions {
  const { tokens, values } = parseArgs({
    args: [...words],
    options: deployOptions,
    strict: false,
    allowNegative: true,
    tokens: true,
  });
  const [deploy, bootstrap]: [string[], string[]] = [[], []];

  for (const token of tokens) {
    if (token.kind === 'positional') throw unexpectedWord(token.value);
    if (token.kind !== 'option') continue;

    refuseUnknown(token.name, token.rawName, token.value);
    const value = files.has(token.name) ? resolve(token.value ?? '') : token.value;
    const given = [token.rawName, ...(value === undefined ? [] : [value])];
    deploy.push(...given);
    if (bootstrapOptions.has(token.name)) bootstrap.push(...given);
  }

  const { context = [], 'toolkit-stack-name': toolkitStack, 'require-approval': approval } = values;
  return {
    context: contextIn(context.map(String)),
    toolkitStack: typeof toolkitStack === 'string' ? toolkitStack : undefined,
    isAgreed: values.yes === true || approval !== undefined,
    forSynth: context.flatMap((given) => ['-c', String(given)]),
    forDeploy: [...deploy, ...(approval === undefined ? ['--require-approval', 'never'] : [])],
    forBootstrap: bootstrap,
  };
}

/** Of each `name=value`, the last one of a name. @throws Failure for anything else. */
export function contextIn(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(given.map(pairIn));
}

function refuseUnknown(name: string, rawName: string, value: string | undefined): void {
  const row = Object.entries(deployOptions).find(([known]) => known === name)?.[1];
  if (!row) throw noOption(rawName);

  if (row.type === 'string' && value === undefined) {
    throw new Failure(`${rawName} takes a value`);
  }
  if (row.type === 'boolean' && value !== undefined) {
    throw new Failure(`${rawName} takes no value, and was given ${value}`);
  }
}

function noOption(rawName: string): Failure {
  const names = Object.keys(deployOptions).map((name) => `--${name}`);

  return new Failure(closestOrAll(`there is no option ${rawName}`, rawName, names, 'there are'));
}

function unexpectedWord(word: string): Failure {
  return new Failure(
    word.includes('=')
      ? `${word} stands alone: give each setting its own -c, as in -c ${word}`
      : `${word} is no option: settings are given as -c name=value`,
  );
}

function pairIn(given: string): readonly [string, string] {
  const at = given.indexOf('=');
  if (at <= 0) throw new Failure(`-c ${given} is no setting: it takes name=value`);

  return [given.slice(0, at), given.slice(at + 1)];
}
