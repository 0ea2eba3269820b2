import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { checkIds } from '../functions/checks/index.ts';
import { settingsIn } from '../functions/domain/settings/context-settings.ts';
import { readSettings } from '../functions/domain/settings/read-settings.ts';
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
    .option(
      '-c, --context <setting=value>',
      'a setting, as of deploy; may be given again',
      settingIn,
      {},
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
      const path = join(
        app,
        existsSync(join(app, 'lib')) ? 'lib' : '',
        `vigil-stack.${style.ending}`,
      );
      if (existsSync(path))
        throw new Failure(`${path} is there already: change it, or remove it first`);

      mkdirSync(dirname(path), { recursive: true });
      writeFile(path, sourceOf(style, context));
      terminal.out(`${path}: a stack with lambda-vigil in it. Add it to the app, and deploy it as your others:

  ${style.importLine('VigilStack', './PATH/TO/vigil-stack')}
  new VigilStack(app, 'LambdaVigil');
`);
    });
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
}

/** As `cdk init` makes apps: TypeScript, or JavaScript of CommonJS; and JavaScript of modules. */
function styleOf(app: string): SourceStyle {
  const isTyped = existsSync(join(app, 'tsconfig.json'));
  const isModule = isTyped || typeIn(join(app, 'package.json')) === 'module';
  const importLine = (names: string, from: string) =>
    isModule ? `import { ${names} } from '${from}';` : `const { ${names} } = require('${from}');`;

  return {
    ending: isTyped ? 'ts' : 'js',
    importLine,
    exported: (source) =>
      isModule ? `export ${source}` : `${source}\n\nmodule.exports = { VigilStack };`,
    types: isTyped,
  };
}

function typeIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).type;
  } catch {
    return undefined;
  }
}

function sourceOf({ importLine, exported, types }: SourceStyle, settings: Given): string {
  const typed = (name: string, type: string) => (types ? `${name}: ${type}` : name);
  const props = Object.entries({ email: 'you@example.com', ...settings }).map(
    ([name, value]) => `      ${name}: ${JSON.stringify(value)},`,
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

function settingIn(text: string, before: Given): Given {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It takes setting=value');

  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
