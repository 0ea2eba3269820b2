import type { OwnPackages } from './own-packages.ts';

/**
 * The file that a shell script runs with Node, relative to the root of the archive: by itself, or by
 * a script of the manifest that npm, Yarn or pnpm runs. Undefined where it does neither.
 */
export function startedBy(script: string, own: OwnPackages, depth = 0): string | undefined {
  let folder = '';

  for (const line of script.split(/\r?\n/).slice(0, MOST_LINES)) {
    for (const command of line.split(/&&|;|\|\|/)) {
      const words = wordsOf(command);
      const [program = '', ...rest] = words;
      if (program === 'cd') folder = within(folder, rest[0] ?? '');
      const file = isNode(program) ? rest.find((word) => !word.startsWith('-')) : undefined;
      if (file !== undefined) return within(folder, file);

      const text = depth < DEEPEST ? own.script(folder, scriptRunBy(words)) : undefined;
      const started = text === undefined ? undefined : startedBy(text, own, depth + 1);
      if (started !== undefined) return within(folder, started);
    }
  }
  return undefined;
}

const MOST_LINES = 500;

/** Scripts of a manifest that run others of it. */
const DEEPEST = 3;

/** Without comments, quotes, settings of variables, and `exec`. */
function wordsOf(command: string): readonly string[] {
  const [code = ''] = command.trimStart().startsWith('#') ? [] : command.split(' #');
  const words = code
    .split(/\s+/)
    .map((word) => word.replaceAll(/["']/g, ''))
    .filter((word) => word !== '');
  const start = words.findIndex((word) => !before.has(word) && !/^\w+=/.test(word));

  return start < 0 ? [] : words.slice(start);
}

/** What may stand before the program. */
const before: ReadonlySet<string> = new Set(['exec', 'env', 'cross-env', 'sudo', 'time', 'nohup']);

function isNode(program: string): boolean {
  return program === 'node' || program.endsWith('/node');
}

/** `npm start`, `npm run start`, `yarn serve`. */
function scriptRunBy([program = '', first = '', second = '']: readonly string[]): string {
  if (!['npm', 'yarn', 'pnpm', 'bun'].includes(program)) return '';

  return first === 'run' || first === 'run-script' ? second : first;
}

/** A path from a folder of the archive, which Lambda has at /var/task. */
function within(folder: string, path: string): string {
  const inTask = path.replace(/^(?:\/var\/task|\$\{?LAMBDA_TASK_ROOT\}?)(?:\/|$)/, '/');
  const isAbsolute = inTask.startsWith('/');
  const parts = [...(isAbsolute ? [] : folder.split('/')), ...inTask.split('/')];
  const kept: string[] = [];

  for (const part of parts) {
    if (part === '..') kept.pop();
    else if (part !== '.' && part !== '') kept.push(part);
  }
  return kept.join('/');
}
