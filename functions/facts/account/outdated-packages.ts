import { each, perTargetKnown } from '../../app/collectors.ts';
import { type SharedPackage, sharedPackages } from '../../domain/aging-package.ts';
import { mapKnown } from '../../engines/packages/index.ts';
import { readsSuppressed } from '../accepted-targets.ts';
import { accountNotes, type NotesProps } from '../account-aging.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Packages in its functions and layers that are major versions behind. */
export const outdatedPackagesFact = defineFact({
  key: 'outdatedPackages',
  about: ['account'],
  value: typed<readonly SharedPackage[]>(),
  words: 'which of its packages are major versions behind',
  grants: [...keepsStored, ...readsSuppressed],
});

export function outdatedPackages(props: NotesProps): FactCollector<typeof outdatedPackagesFact> {
  return perTargetKnown(async () => {
    const notes = await accountNotes(
      props,
      'dependencies/outdated-package',
      ({ aging }) => aging !== undefined,
    );

    return mapKnown(notes, (all) =>
      sharedPackages(each(all, ({ aging = [] }) => aging)).filter(
        ({ majors }) => majors !== undefined,
      ),
    );
  });
}
