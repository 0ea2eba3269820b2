import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { counted } from '../functions/core/amounts.ts';
import { type FunctionTarget, roleTarget } from '../functions/core/target.ts';
import { withSuggestion } from '../functions/domain/closest.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { operationNames } from '../functions/domain/permissions/operation-names.ts';
import { policySize } from '../functions/domain/permissions/policy-documents.ts';
import { reasonOf } from '../functions/domain/reason-of.ts';
import { rightSizedPolicy, UnprovenPolicy } from '../functions/engines/iam/index.ts';
import { runtimeOf } from './arguments.ts';
import { type ListedFunctions, policyAccount, type ReadFunction } from './aws/policy-account.ts';
import type { CliContext, SetExitCode } from './cli-context.ts';
import { examples } from './examples.ts';
import { exitCodeFor } from './exit-code.ts';
import { Failure } from './failure.ts';
import { choice, options } from './options.ts';
import { type PackageOptions, policyOfPackage } from './policy-package.ts';
import { emit } from './printed.ts';
import { isDecided, type PrintedPolicy } from './printed-policy.ts';
import { json } from './render/json.ts';
import {
  fileEndings,
  type PolicyFormat,
  policyFormats,
  policyIn,
} from './render/policy-formats.ts';
import {
  headOf,
  policyJson,
  policyOf,
  reasonsOf,
  sizeOf,
  undecidedLines,
} from './render/policy-report.ts';
import { settingOption, settingsFrom } from './setting-options.ts';
import { writeFile } from './write-file.ts';

interface PolicyOptions extends PackageOptions {
  readonly all?: boolean;
  readonly out?: string;
  readonly format: PolicyFormat;
  readonly json?: boolean;
  readonly output?: string;
  readonly strict?: boolean;
}

export function policyCommand(context: CliContext, setExitCode: SetExitCode): Command {
  return new Command('policy')
    .argument(
      '[what]',
      'name or ARN of a function or a role; or a zip or folder, before it is deployed',
    )
    .option('--all', 'of every function that is listed')
    .option('--out <folder>', 'with --all: a file for each function, and an index of them')
    .addOption(
      choice('--format <format>', 'how a policy is written', policyFormats).default('json'),
    )
    .addOption(settingOption('regions'))
    .addOption(settingOption('idleDays'))
    .option(
      '--runtime <runtime>',
      'of a zip or folder (default: guessed from its files)',
      runtimeOf,
    )
    .option('--handler <handler>', 'of a zip or folder (default: guessed from its files)')
    .addOption(
      new Option(
        '--env <name=value>',
        'of a zip or folder: a variable of its environment; may be given again',
      )
        .argParser(variableIn)
        .default({}, 'none'),
    )
    .option(
      '--account <account>',
      'of a zip or folder: where it will run, as --region is where (default: any)',
    )
    .addOption(options.output('.json, .ts, .tf, .yaml').conflicts('out'))
    .addOption(options.strict())
    .option('--json', 'print JSON: each policy with its reasons and what is not decided')
    .addHelpText(
      'after',
      examples(
        'vigil policy checkout',
        'vigil policy checkout-role --format cdk',
        'vigil policy --all --out policies',
        'vigil policy dist.zip --handler index.handler --env TABLE=orders',
      ),
    )
    .action(async (what: string | undefined, own: PolicyOptions, command: Command) => {
      // The region is an option of every command.
      const given = { ...command.optsWithGlobals<PolicyOptions>(), ...own };
      refuseHalf(what, given);
      const { printed, unproven } = await policiesFor(what, given, context);

      for (const line of unproven) context.terminal.err(printable(line));
      if (!saysUndecided(given)) {
        for (const each of printed) sayUndecided(each, printed.length > 1, context);
      }
      if (given.out === undefined) print(printed, given, context);
      else writeAll(given.out, printed, given.format, context);

      const complete = printed.every(isDecided);
      setExitCode(unproven.length > 0 ? 2 : exitCodeFor({ findings: [], complete }, given));
    });
}

interface Policies {
  readonly printed: readonly PrintedPolicy[];
  /** Sentences about those that are not printed. */
  readonly unproven: readonly string[];
}

function refuseHalf(what: string | undefined, { all, out }: PolicyOptions): void {
  if (what === undefined && !all) {
    throw new Failure('name a function, a role, a zip or a folder, or ask for --all');
  }
  if (what !== undefined && all) throw new Failure(`--all takes no name: leave out ${what}`);
  if (out !== undefined && !all) throw new Failure('--out goes with --all');
}

async function policiesFor(
  what: string | undefined,
  given: PolicyOptions,
  { clock }: CliContext,
): Promise<Policies> {
  if (what !== undefined && isPackage(what)) {
    const printed = await policyOfPackage(what, given, clock().toISOString());
    return { printed: [printed], unproven: [] };
  }

  const settings = settingsFrom(given);
  const account = policyAccount(settings, clock);
  const listed = await account.list();
  const targets = what === undefined ? listed.functions : meant(what, listed);
  if (targets.length === 0) throw new Failure('no function is listed in these regions');

  return provenOf(await account.read(targets), listed.unlisted, clock().toISOString());
}

/** A file that there is, or what can be nothing else: a misspelt one is not looked for in an account. */
function isPackage(what: string): boolean {
  return existsSync(what) || /\.(?:zip|jar)$/i.test(what) || !NAME.test(what);
}

/** A name or an ARN of a function or a role. */
const NAME = /^[\w:/+=,.@$-]+$/;

/** A function by its name, in each region that has it, else all that run as a role. @throws Failure */
function meant(what: string, { functions, unlisted }: ListedFunctions): readonly FunctionTarget[] {
  const isNamed = ({ name, arn }: FunctionTarget) => what === name || what === arn;
  const runsAs = ({ roleArn }: FunctionTarget) =>
    what === roleArn || what === roleTarget(roleArn).name;
  const named = functions.filter(isNamed);
  const found = named.length > 0 ? named : functions.filter(runsAs);
  if (found.length > 0) return found;

  const known = functions.flatMap(({ name, roleArn }) => [name, roleTarget(roleArn).name]);
  const unseen = unlisted.length > 0 ? `; not listed: ${unlisted.join('; ')}` : '';
  throw new Failure(
    withSuggestion(
      `there is neither a file nor a function or its role named ${what}${unseen}`,
      what,
      new Set(known),
    ),
  );
}

function provenOf(
  read: readonly ReadFunction[],
  unlisted: readonly string[],
  now: string,
): Policies {
  const printed: PrintedPolicy[] = [];
  const unproven: string[] = [];

  for (const each of read) {
    try {
      printed.push(printedOf(each, unlisted, now));
    } catch (error) {
      if (!(error instanceof UnprovenPolicy || error instanceof Failure)) throw error;
      unproven.push(`${each.target.name}: ${reasonOf(error)}`);
    }
  }
  return { printed, unproven };
}

/** @throws UnprovenPolicy, and Failure where nothing is known of what it is allowed today. */
function printedOf(
  { target, role, use, lastAccess, unread }: ReadFunction,
  unlisted: readonly string[],
  now: string,
): PrintedPolicy {
  const permissions = role.known ? role.value.permissions : role;
  if (!permissions.known)
    throw new Failure(`what its role may do is not known: ${permissions.reason}`);

  const sized = {
    permissions: permissions.value,
    role: roleTarget(target.roleArn),
    now,
    lastAccess,
  };
  return {
    name: target.name,
    arn: target.arn,
    role: sized.role.name,
    before: policySize(permissions.value.policies.flatMap(({ statements }) => statements)),
    policy: rightSizedPolicy(sized, [use], operationNames),
    notes: [],
    unread: [
      ...unread,
      ...unlisted,
      ...(permissions.incomplete === undefined
        ? []
        : [`its permissions: ${permissions.incomplete}`]),
    ],
  };
}

/** Whether the text itself says what is not decided: JSON for IAM has no place for it. */
function saysUndecided({ format, json: isWhole, out }: PolicyOptions): boolean {
  return out === undefined && (isWhole === true || format !== 'json');
}

function sayUndecided(
  printed: PrintedPolicy,
  isOneOfMany: boolean,
  { terminal }: CliContext,
): void {
  for (const line of undecidedLines(printed)) {
    terminal.err(printable(`${isOneOfMany ? `${printed.name}: ` : ''}not decided: ${line}`));
  }
}

function print(
  printed: readonly PrintedPolicy[],
  given: PolicyOptions,
  { terminal }: CliContext,
): void {
  const { format, json: asJson, output } = given;
  const text = asJson
    ? json({ policies: printed.map(policyJson) })
    : printed.map((each) => policyOf(each, format)).join('\n\n');

  emit(text, output, terminal);
  if (asJson || format !== 'json') return;
  for (const each of printed) terminal.err(`\n${reasonsOf(each, terminal)}`);
}

/** One file for each document, and one that says what each is, how long, and why. */
function writeAll(
  folder: string,
  printed: readonly PrintedPolicy[],
  format: PolicyFormat,
  { terminal }: CliContext,
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const index = printed.map((each) => ({
    ...policyJson(each),
    policy: undefined,
    files: writeOne(folder, each, format, printed),
  }));

  const path = writeFile(join(folder, 'index.json'), json({ policies: index }));
  const before = sum(printed.map((each) => each.before ?? 0));
  const after = sum(printed.map(({ policy }) => sizeOf(policy.statements)));
  terminal.out(
    printable(
      `${counted(printed.length, 'function')}: ${after} characters instead of ${before}: ${path}`,
    ),
  );
}

function writeOne(
  folder: string,
  printed: PrintedPolicy,
  format: PolicyFormat,
  all: readonly PrintedPolicy[],
): readonly string[] {
  const { name, arn = '', policy } = printed;
  const isTwice = all.filter((other) => other.name === name).length > 1;
  const stem = isTwice ? `${arn.split(':')[3]}.${name}` : name;
  const texts = policyIn(format, {
    name,
    statements: policy.statements,
    notes: headOf(printed),
    isPlaceless: false,
  });

  return texts.map((text, at) => {
    const part = texts.length > 1 ? `.${at + 1}` : '';
    const file = `${stem}${part}.${fileEndings[format]}`;
    writeFile(join(folder, file), `${text}\n`);
    return file;
  });
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** `NAME=value`. @throws InvalidArgumentError */
function variableIn(
  text: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const end = text.indexOf('=');
  const name = text.slice(0, Math.max(end, 0));
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new InvalidArgumentError('It takes NAME=value');

  return { ...before, [name]: text.slice(end + 1) };
}
