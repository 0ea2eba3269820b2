import { argumentOf, seen } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { notRooted } from './kinds.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { type NamedSink, sinks } from './sink-table.ts';
import type { Call, Expression } from './syntax.ts';
import { literalStart } from './text-shape.ts';
import type { Values } from './value.ts';

const runnerNames = ['run', 'call', 'check_call', 'check_output', 'Popen'];
const runners = runnerNames.map((name) => `subprocess.${name}`).join(' ');

/** Programs whose arguments are code, or packages that are fetched and run. */
export const programSinks: readonly NamedSink[] = [
  ...sinks('event-code-execution', runners, '0 args', { when: isCodeArgument }),
  ...sinks('event-code-execution', runners, '0 args', {
    when: isPackageArgument,
    severity: () => 'high',
  }),
  // Among its options are commands: `--exec`.
  ...sinks(
    'command-injection',
    'yt_dlp.main yt_dlp._real_main youtube_dl.main youtube_dl._real_main',
    '0 argv',
    { isDeep: true, when: (_, __, { safe }) => (safe & notRooted) === 0 },
  ),
  ...sinks('event-code-execution', 'builtins.open().write', '0', {
    when: isRunLater,
    title: 'a file that is run',
  }),
];

const interpreters = /^(?:python[\d.]*|node|deno|bun|ruby|perl|php|Rscript|lua)$/;

/** `python -c`, `node -e`, `php -r`. */
const codeOptions: ReadonlySet<string> = new Set(['-c', '-e', '--eval', '-r', '-p', '--print']);

/** `['python3', '-c', code]`; behind a script or module, options are those of that. */
function isCodeArgument(call: Call, _: Values, fact: Fact): boolean {
  const given = givenArgument(call, fact);
  if (!given || !isInterpreter(given.list[0])) return false;
  const words = given.list.slice(1, given.index).map((each) => constantText(each) ?? '');

  return codeOptions.has(words.at(-1) ?? '') && words.every((word) => word.startsWith('-'));
}

function isInterpreter(program: Expression | undefined): boolean {
  const isOwn = program?.type === 'Attribute' && program.name === 'executable';

  return isOwn || interpreters.test(nameOf(program));
}

/** `['uvx', '--with', name, …]`, `['pip', 'install', name]`: unless only its version is the caller's. */
function isPackageArgument(call: Call, _: Values, fact: Fact): boolean {
  const given = givenArgument(call, fact);
  if (!given) return false;
  const { list, index } = given;
  const isPinned = /^[\w.[\]/@-]+(?:==|@)$/.test(literalStart(list[index]) ?? '');

  return !isPinned && (isFetchedAndRun(list, index) || isInstalled(list, index));
}

const fetchers: ReadonlySet<string> = new Set(['uvx', 'npx', 'bunx', 'pnpx']);
const packageOptions: ReadonlySet<string> = new Set('--with --from --package -p --spec'.split(' '));

function isFetchedAndRun(list: readonly Expression[], index: number): boolean {
  const words = list.slice(0, index).map((each) => constantText(each) ?? '');
  const isRunner = fetchers.has(nameOf(list[0])) || `${nameOf(list[0])} ${words[1]}` === 'pipx run';
  const before = words.slice(nameOf(list[0]) === 'pipx' ? 2 : 1);

  return (
    isRunner &&
    (packageOptions.has(words.at(-1) ?? '') || before.every((word) => word.startsWith('-')))
  );
}

const installers: ReadonlySet<string> = new Set(['pip', 'pip3', 'npm', 'pnpm', 'yarn']);
const foldersAndFiles: ReadonlySet<string> = new Set(
  '-t --target -r --requirement -c --constraint --prefix --root -d --index-url -i --cache-dir'.split(
    ' ',
  ),
);

function isInstalled(list: readonly Expression[], index: number): boolean {
  const words = list.slice(0, index).map((each) => constantText(each) ?? '');
  const ofModule = isInterpreter(list[0]) && words[1] === '-m' ? words[2] : undefined;
  const isInstaller = installers.has(ofModule ?? nameOf(list[0]));

  return (
    isInstaller &&
    words.some((word) => /^(?:install|add|i)$/.test(word)) &&
    !foldersAndFiles.has(words.at(-1) ?? '')
  );
}

/** Which element of a list in the code it is. */
function givenArgument(call: Call, { path }: Fact) {
  const list = seen(argumentOf(call, 0, 'args'));
  const [field, ...more] = path;
  if ((list?.type !== 'List' && list?.type !== 'Tuple') || more.length > 0) return undefined;
  const index = field !== undefined && /^\d+$/.test(field) ? Number(field) : 0;

  return index > 0 ? { list: list.elements, index } : undefined;
}

function nameOf(program: Expression | undefined): string {
  const path = constantText(program) ?? '';

  return path.slice(path.lastIndexOf('/') + 1);
}

/** `open(path, 'w').write(x)`, and then `subprocess.run(['python3', path])` in the same function. */
function isRunLater(call: Call, values: Values): boolean {
  const file = call.callee.type === 'Attribute' ? seen(call.callee.object) : undefined;
  const path = file?.type === 'Call' ? argumentOf(file, 0, 'file') : undefined;
  if (!path) return false;
  const { function: around } = scopeOf(call);

  return runnerNames.some((name) =>
    values
      .callsOf(name)
      .slice(0, MOST_CALLS)
      .some(
        (each) => each.start > call.start && scopeOf(each).function === around && runs(each, path),
      ),
  );
}

/** Of a name that more calls have, the others are not looked at. */
const MOST_CALLS = 100;

function runs(call: Call, path: Expression): boolean {
  const list = seen(argumentOf(call, 0, 'args'));
  if (list?.type !== 'List' && list?.type !== 'Tuple') return false;
  const [program, ...given] = list.elements;
  const isRun = isInterpreter(program) || /^(?:ba|da|z)?sh$/.test(nameOf(program));

  return (
    isRun &&
    isSame(
      given.find((each) => !constantText(each)?.startsWith('-')),
      path,
    )
  );
}

function isSame(one: Expression | undefined, other: Expression): boolean {
  if (!one) return false;
  const binding = bindingOf(one);
  const text = constantText(one);

  return binding
    ? binding === bindingOf(other)
    : text !== undefined && text === constantText(other);
}
