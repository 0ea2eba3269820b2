import { givesRights, isKeptForPeople, isPasswordName } from '../../signatures/index.ts';
import type { WrittenField, WrittenItem } from '../signatures/written-items.ts';
import type { AskedOfChange } from './decided-call.ts';
import { liveNodes } from './live-nodes.ts';
import { fewOf } from './one-of-few.ts';

/** Whether who signs up says what they may do: `'role': body['role']`, where the code does not say which roles there are for them. */
export function takesRights(
  item: WrittenItem,
  names: readonly string[],
  asked: AskedOfChange,
): boolean {
  const isOfPeople =
    names.some(isKeptForPeople) || item.some(({ key }) => key !== undefined && isPasswordName(key));

  return isOfPeople && item.some((each) => isTaken(each, asked));
}

function isTaken({ key, value }: WrittenField, asked: AskedOfChange): boolean {
  if (key === undefined || !givesRights(key) || !asked.said.has(value)) return false;

  return !liveNodes('Binary', asked).some((each) =>
    fewOf(each, key)?.every((one) => !few.test(one)),
  );
}

/** What is theirs to give. */
const few = /admin|root|staff|super|owner/i;
