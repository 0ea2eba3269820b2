import { iamActionLines } from '../../data/iam-actions.ts';
import { matches } from './wildcard.ts';

/** An action that AWS has. */
export interface CatalogueAction {
  /** `s3:GetObject`. */
  readonly name: string;
  readonly access: 'read' | 'list' | 'write' | 'tagging' | 'permissions management';
  /** Whether a policy can name the resources that it is about; some are about none. */
  readonly takesResource: boolean;
}

/** What a pattern of actions stands for today; nothing, when AWS knows no such action. */
export function actionsMatching(pattern: string): readonly CatalogueAction[] {
  const wanted = pattern.toLowerCase();
  const [service = ''] = wanted.split(':');
  const lines = linesByService();
  const own = lines.get(service);
  const candidates = own === undefined ? [...lines.values()] : [own];

  return candidates
    .filter((line) => own !== undefined || matches(service, line.service))
    .flatMap(actionsIn)
    .filter(({ name }) => matches(wanted, name.toLowerCase()));
}

export function changesThings({ access }: CatalogueAction): boolean {
  return access === 'write' || access === 'permissions management';
}

interface Line {
  readonly service: string;
  readonly cells: string;
  actions?: readonly CatalogueAction[];
}

const accessByLetter: ReadonlyMap<string, CatalogueAction['access']> = new Map([
  ['r', 'read'],
  ['l', 'list'],
  ['w', 'write'],
  ['t', 'tagging'],
  ['p', 'permissions management'],
]);

let decoded: ReadonlyMap<string, Line> | undefined;

/** Half a megabyte, of which most nights need a few lines: each is read when asked for. */
function linesByService(): ReadonlyMap<string, Line> {
  decoded ??= new Map(
    iamActionLines
      .trim()
      .split('\n')
      .map((line) => {
        const space = line.indexOf(' ');
        const service = line.slice(0, space);

        return [service, { service, cells: line.slice(space + 1) }];
      }),
  );

  return decoded;
}

function actionsIn(line: Line): readonly CatalogueAction[] {
  line.actions ??= line.cells.split(' ').map((cell) => {
    const letter = cell.charAt(0);

    return {
      name: `${line.service}:${cell.slice(1)}`,
      access: accessByLetter.get(letter.toLowerCase()) ?? 'write',
      takesResource: letter !== letter.toLowerCase(),
    };
  });

  return line.actions;
}
