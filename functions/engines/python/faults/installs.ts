import { constantText } from '../constant-text.ts';
import type { Expression } from '../syntax.ts';
import { piecesOf } from '../text-shape.ts';
import { type Fault, type FaultRow, isOf, type Place } from './fault.ts';

/** Packages that are fetched while the function runs, whichever are then published. */
export const installFaults: readonly FaultRow[] = [
  {
    calls:
      'system popen run call check_call check_output Popen getoutput create_subprocess_shell main',
    find: installed,
  },
];

function installed(place: Place): Omit<Fault, 'node'> | undefined {
  if (!isOf(place, 'os', 'subprocess', 'asyncio', 'pip', 'commands')) return undefined;
  const command = commandOf(place);
  const [found = '', name = ''] =
    /(?:^|[\s;&|])(?:pip\d? install|npm install|npm i|yarn add) ((?:-\S{1,40} ){0,8}\S{1,80})/.exec(
      command,
    ) ?? [];
  const words = name.split(' ').filter((word) => !word.startsWith('-') && !word.startsWith('/'));
  const isPinned =
    found === '' ||
    /(?:^| )-(?:r|-requirement)\b/.test(name) ||
    words.some((word) => /[=@]=?\d|^\.|\.(?:whl|gz|zip|txt)$/.test(word));

  return isPinned
    ? undefined
    : {
        kind: 'unpinned-install',
        title: found.trim().split(' ', 2).join(' '),
      };
}

function commandOf({ call, values }: Place): string {
  const [first] = call.arguments;
  if (!first) return '';
  const words = wordsOf(first.value);
  const isPip = values.namesOf(call.callee).some((name) => name.startsWith('pip'));

  return (isPip ? ['pip', ...words] : words).join(' ');
}

/** Of a list, each; of a text, itself. What is not seen is a word of its own. */
function wordsOf(node: Expression): readonly string[] {
  if (node.type === 'List' || node.type === 'Tuple') {
    return node.elements.map((each) => constantText(each) ?? '?');
  }

  return [
    piecesOf(node)
      .map((piece) => ('text' in piece ? piece.text : '?'))
      .join(''),
  ];
}
