import { perTargetKnown } from '../../app/collectors.ts';
import type { FunctionBuild } from '../../domain/build.ts';
import { mapKnown } from '../../engines/packages/index.ts';
import { readsSuppressed } from '../accepted-targets.ts';
import { accountNotes, type NotesProps } from '../account-aging.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Since when its functions run the code that they run. */
export const buildsFact = defineFact({
  key: 'builds',
  about: ['account'],
  value: typed<readonly FunctionBuild[]>(),
  words: 'the age of the code of its functions',
  grants: [...keepsStored, ...readsSuppressed],
});

export function builds(props: NotesProps): FactCollector<typeof buildsFact> {
  return perTargetKnown(async () => {
    const notes = await accountNotes(
      props,
      'dependencies/stale-build',
      ({ build }) => build !== undefined,
    );

    return mapKnown(notes, (all) =>
      [...all].flatMap(([arn, { build }]) => (build ? [{ arn, ...build }] : [])),
    );
  });
}
