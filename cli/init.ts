import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { checkIds } from '../functions/checks/index.ts';
import { settingsIn } from '../functions/domain/settings/context-settings.ts';
import { readSetting, readSettings } from '../functions/domain/settings/read-settings.ts';
import { settingNames } from '../functions/domain/settings/settings.ts';
import { deployCommand } from '../functions/domain/vigil-command.ts';
import type { CliContext } from './cli-context.ts';
import { examples } from './examples.ts';
import { Failure } from './failure.ts';
import { writeFile } from './write-file.ts';

const known = { disabledChecks: checkIds, enabledChecks: checkIds };

type Given = Readonly<Record<string, string>>;

interface InitOptions {
  readonly context: Given;
  readonly app: string;
}

export function initCommand({ terminal }: CliContext): Command {
  return new Command('init')
    .addOption(
      new Option('-c, --context <setting=value>', 'a setting, as of deploy; may be given again')
        .argParser(settingIn)
        .default({}, 'none'),
    )
    .option('--app <folder>', 'the folder of the CDK app', '.')
    .addHelpText(
      'after',
      examples('vigil init', 'vigil init -c email=you@example.com -c idleDays=60'),
    )
    .action(({ context, app }: InitOptions) => {
      refuseOthers(app);
      readSettings(settingsIn(context), known);
      const style = styleOf(app);
      const within = posix.join(
        existsSync(join(app, 'lib')) ? 'lib' : '',
        `vigil-stack.${style.ending}`,
      );
      const path = join(app, within);
      if (existsSync(path))
        throw new Failure(`${path} is there already: change it, or remove it first`);

      mkdirSync(dirname(path), { recursive: true });
      writeFile(path, sourceOf(style, context));
      const entry = entryOf(app);
      terminal.out(`${path}: a stack with lambda-vigil in it. ${context.email === undefined ? `Change the address in it: ${PLACEHOLDER} is no one's. ` : ''}Add it to ${entry ?? 'the app'}, and deploy it as your others:

  ${style.importLine('VigilStack', specifierOf(within, entry, style))}
  new VigilStack(app, 'LambdaVigil');
`);
    });
}

const PLACEHOLDER = 'you@example.com';

/** The file that cdk.json has run: `bin/app.ts` of `npx ts-node --prefer-ts-exts bin/app.ts`. */
function entryOf(app: string): string | undefined {
  const command = fieldOf(join(app, 'cdk.json'), 'app');
  const words = typeof command === 'string' ? command.split(' ') : [];
  const found = words.find((word) => /\.[cm]?[jt]s$/.test(word) && existsSync(join(app, word)));

  return found && posix.normalize(found);
}

/** `../lib/vigil-stack`, as the file of the app names it; ES modules name the ending too. */
function specifierOf(within: string, entry = '', { isModule }: SourceStyle): string {
  const path = posix.relative(posix.dirname(entry), within).replace(/\.[jt]s$/, '');

  return `${path.startsWith('.') ? path : `./${path}`}${isModule ? '.js' : ''}`;
}

function refuseOthers(app: string): void {
  if (existsSync(join(app, 'cdk.json'))) return;

  throw new Failure(
    `there is no cdk.json in ${app}, so no CDK app to add to: name its folder with --app, or deploy without an app: ${deployCommand('-c email=you@example.com')}`,
  );
}

interface SourceStyle {
  readonly ending: 'ts' | 'js';
  readonly importLine: (names: string, from: string) => string;
  readonly exported: (source: string) => string;
  readonly types: boolean;
  /** Whether Node runs it as an ES module. */
  readonly isModule: boolean;
}

/** As `cdk init` makes apps: TypeScript, or JavaScript of CommonJS; and JavaScript of modules. */
function styleOf(app: string): SourceStyle {
  const isTyped = existsSync(join(app, 'tsconfig.json'));
  const isModule = fieldOf(join(app, 'package.json'), 'type') === 'module';
  const isImported = isTyped || isModule;
  const importLine = (names: string, from: string) =>
    isImported ? `import { ${names} } from '${from}';` : `const { ${names} } = require('${from}');`;

  return {
    ending: isTyped ? 'ts' : 'js',
    importLine,
    exported: (source) =>
      isImported ? `export ${source}` : `${source}\n\nmodule.exports = { VigilStack };`,
    types: isTyped,
    isModule,
  };
}

function fieldOf(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))[name];
  } catch {
    return undefined;
  }
}

function sourceOf({ importLine, exported, types }: SourceStyle, settings: Given): string {
  const typed = (name: string, type: string) => (types ? `${name}: ${type}` : name);
  const props = Object.entries({ email: PLACEHOLDER, ...settings }).map(
    ([name, value]) => `      ${name}: ${literalOf(name, value)},`,
  );
  const source = `class VigilStack extends Stack {
  constructor(${typed('scope', 'App')}, ${typed('id', 'string')}, ${types ? 'props?: StackProps' : 'props'}) {
    super(scope, id, props);

    new Vigil(this, 'Vigil', {
${props.join('\n')}
    });
  }
}`;

  return [
    importLine(types ? 'type App, Stack, type StackProps' : 'Stack', 'aws-cdk-lib'),
    importLine('Vigil', 'lambda-vigil'),
    '',
    '/** Audits the Lambda functions of the account every night. */',
    exported(source),
    '',
  ].join('\n');
}

/** As one would write it: numbers and lists as what they are. */
function literalOf(name: string, given: string): string {
  const setting = settingNames.find((each) => each === name);
  const value = setting ? readSetting(setting, given, known) : given;
  if (typeof value === 'number') return String(value);

  return Array.isArray(value) ? `[${value.map(String).map(quoted).join(', ')}]` : quoted(given);
}

function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");

  return `'${inner}'`;
}

function settingIn(text: string, before: Given): Given {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It takes setting=value');

  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
