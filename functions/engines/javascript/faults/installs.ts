import { textOf } from '../options.ts';
import { type Fault, type FaultRow, isOf, type Place } from './fault.ts';

/** Packages that are fetched while the function runs, whichever are then published. */
export const installFaults: readonly FaultRow[] = [
  {
    calls: 'exec execSync execAsync execCommand spawn spawnSync execFile execFileSync command',
    find: installed,
  },
];

function installed(place: Place): Fault | undefined {
  if (!isOf(place, 'child_process', 'shelljs', 'execa', 'cross-spawn')) return undefined;
  const [program, list] = place.call.arguments;
  const words =
    list?.type === 'ArrayExpression'
      ? list.elements.map((word) => (word && textOf(word)) ?? '')
      : [];
  const command = [textOf(program) ?? '', ...words].join(' ');
  const [found = '', name] =
    /(?:^|[\s;&|])(?:npm (?:install|i|add|exec)|npx|yarn add|pnpm add|pip3? install) ((?:-\S+ )*\S+)/.exec(
      command,
    ) ?? [];
  const isPinned =
    name === undefined || /[\w)]@\d|==\d|^-r$|requirements|^\.|\.(?:tgz|whl)$/.test(name);

  return isPinned
    ? undefined
    : { kind: 'unpinned-install', title: found.replace(/^\W+/, '').split(' ', 2).join(' ') };
}
