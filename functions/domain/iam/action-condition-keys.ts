import { conditionKeyLines } from '../../data/iam-condition-keys.ts';
import { placesMatching } from './action-catalogue.ts';
import { matches } from './wildcard.ts';

/**
 * The condition keys that requests for an action may have of their own, beside the global ones,
 * with `*` for what differs: `aws:RequestTag/*`. Undefined when AWS knows no such action.
 *
 * @param action `service:Action`, in whichever case.
 */
export function conditionKeysOf(action: string): readonly string[] | undefined {
  const [service = ''] = action.toLowerCase().split(':');
  const line = linesByService().get(service);
  const [first] = line ? placesMatching(`${service}:*`) : [];
  const [place, another] = placesMatching(action);
  if (!line || first === undefined || place === undefined || another !== undefined)
    return undefined;

  return line.sets[line.setOf[place - first] ?? 0];
}

/** Whether a request for an action may have a condition key, in whichever case. */
export function mayHaveKey(action: string, key: string): boolean {
  const lower = key.toLowerCase();

  return (conditionKeysOf(action) ?? []).some((each) => matches(each.toLowerCase(), lower));
}

interface Line {
  readonly sets: readonly (readonly string[])[];
  /** For each action of the service, which of the sets it has. */
  readonly setOf: readonly number[];
}

let decoded: ReadonlyMap<string, Line> | undefined;

function linesByService(): ReadonlyMap<string, Line> {
  decoded ??= new Map(conditionKeyLines.trim().split('\n').map(decode));

  return decoded;
}

function decode(text: string): readonly [string, Line] {
  const [service = '', keys = '', sets = '', setOf = ''] = text.split(' ');
  const names = keys.split(',').map((key) => (key.startsWith(':') ? service + key : key));

  return [
    service,
    {
      sets: sets.split(',').map((set) => numbersIn(set, '.').map((at) => names[at] ?? '')),
      setOf: numbersIn(setOf, ','),
    },
  ];
}

function numbersIn(text: string, separator: string): readonly number[] {
  return text === '' ? [] : text.split(separator).map(Number);
}
