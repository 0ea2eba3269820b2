import { anyField, type FieldPath, isElement } from '../../flow/index.ts';
import { harm } from '../harms.ts';
import { isFalse, optionIn, textOf } from '../options.ts';
import { hole, joinedParts } from '../skeleton.ts';
import { type AnyNode, calledName, isCall } from '../syntax.ts';
import type { SinkCall, SinkRow, Written } from './sink.ts';

const base = { kind: 'command-injection', harm: harm.command } as const;

/** What a shell reads, and which program is run. */
export const commandSinks: readonly SinkRow[] = [
  { ...base, of: 'child_process', calls: 'exec execSync', fix: asProgram },
  {
    ...base,
    of: 'child-process-promise child-process-es6-promise node-cmd sudo-prompt',
    calls: 'exec execSync get run runSync',
  },
  { ...base, of: 'child_process', calls: 'spawn spawnSync execFile execFileSync fork' },
  {
    ...base,
    of: 'child_process cross-spawn execa child-process-promise',
    calls: 'spawn spawnSync execFile execFileSync sync execaSync execa ()',
    argument: 1,
    isHarmful: isReadByShell,
  },
  {
    ...base,
    harm: harm.option,
    of: 'child_process cross-spawn execa child-process-promise',
    calls: 'spawn spawnSync execFile execFileSync sync execaSync execa ()',
    argument: 1,
    isHarmful: isOptionOfGit,
  },
  { ...base, of: 'cross-spawn', calls: '() spawn sync' },
  { ...base, of: 'execa', calls: 'command commandSync execaCommand execaCommandSync' },
  { ...base, of: 'execa', calls: '() execa execaSync sync' },
  { ...base, of: 'shelljs', calls: 'exec', fix: asProgram },
  { ...base, of: 'ssh2 node-ssh', calls: 'exec execCommand' },
  {
    ...base,
    of: '@aws-sdk/client-ssm',
    calls: 'SendCommandCommand',
    title: 'SendCommand',
    isHarmful: isInCommands,
  },
  { ...base, of: 'aws-sdk', calls: 'sendCommand', title: 'SendCommand', isHarmful: isInCommands },
];

/** Of Systems Manager's `AWS-RunShellScript`: `Parameters: { commands: [text] }`. */
function isInCommands([first, second]: FieldPath): boolean {
  return first === 'Parameters' && (second === 'commands' || second === undefined);
}

/** `spawn('sh', ['-c', text])`, where the words after the text are no part of it, and `{ shell: true }`. */
function isReadByShell(path: FieldPath, { given, values }: SinkCall): boolean {
  const shell = given
    .slice(1, 3)
    .map((options) => optionIn(values, options, 'shell'))
    .find((option) => option !== undefined);
  if (!isElement(path)) return false;
  if (shell && !isFalse(shell)) return true;

  const [program, list] = given;
  if (!shells.test(textOf(program) ?? '')) return false;
  const words = list?.type === 'ArrayExpression' ? list.elements : [];
  const script = words.findIndex((word) => scriptOption.test((word && textOf(word)) ?? '')) + 1;

  return script === 0
    ? words.length === 0
    : [undefined, String(script), anyField].includes(path[0]);
}

/**
 * `spawn('git', ['clone', address])`: `--upload-pack=…` in its place is run by a shell. Behind `--`
 * nothing is an option. Source: "git-clone", "git-fetch", "git-push" (Git).
 */
function isOptionOfGit([place, ...more]: FieldPath, { given }: SinkCall): boolean {
  const [program, list] = given;
  if (textOf(program) !== 'git' || list?.type !== 'ArrayExpression' || more.length > 0)
    return false;

  const words: readonly (AnyNode | null)[] = list.elements;
  const before = words.slice(0, Number(place)).map((word) => word && textOf(word));
  return before.some((word) => word && connecting.has(word)) && !before.includes('--');
}

/** What of Git calls another program at the place that an address names. */
const connecting: ReadonlySet<string> = new Set(['clone', 'fetch', 'ls-remote', 'pull', 'push']);

/** Shells, and what runs a text in another language. */
const shells =
  /^(?:\/(?:usr\/)?bin\/(?:env )?)?(?:ba|da|z|k|a)?sh$|^(?:cmd|powershell|pwsh)(?:\.exe)?$|^(?:\/(?:usr\/|var\/lang\/)?bin\/)?(?:node|python[\d.]*|perl|ruby|php)$/;

const scriptOption = /^(?:-[a-z]*[cer]|\/c|-Command|--eval)$/;

/** `execFile('ls', ['-l', name])` for `` exec(`ls -l ${name}`) ``, where its words are plain ones. */
function asProgram({ node, text }: Written): string | undefined {
  const command = isCall(node) ? node.arguments[0] : undefined;
  if (!isCall(node) || !command) return undefined;

  const { texts, parts } = joinedParts(command);
  const words = texts.join(hole).trim().split(/\s+/);
  const isPlain = words.every(
    (word) => unquoted(word) === hole || /^[\w./:=@,+%-]+$/.test(unquoted(word)),
  );
  const [program, ...others] = words.map(unquoted);
  if (!isPlain || !program || program === hole) return undefined;

  const given = parts.values();
  const list = others.map((word) => {
    const part = word === hole ? given.next().value : undefined;
    return part ? text(part) : `'${word}'`;
  });
  const called = calledName(node)?.endsWith('Sync') ? 'execFileSync' : 'execFile';
  return `${called}('${program}', [${list.join(', ')}])`;
}

/** `"␀"` and `'␀'` are one word. */
function unquoted(word: string): string {
  const isQuoted = /^"[^"]*"$|^'[^']*'$/.test(word);

  return isQuoted ? word.slice(1, -1) : word;
}
