import { each, perTargetKnown } from '../../app/collectors.ts';
import { type SharedPackage, sharedPackages } from '../../domain/aging-package.ts';
import { mapKnown } from '../../engines/packages/index.ts';
import { readsSuppressed } from '../accepted-targets.ts';
import { accountNotes, type NotesProps } from '../account-aging.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** Packages in its functions and layers that no one maintains. */
export const abandonedPackagesFact = defineFact({
  key: 'abandonedPackages',
  about: ['account'],
  value: typed<readonly SharedPackage[]>(),
  words: 'which of its packages are abandoned',
  grants: [...keepsStored, ...readsSuppressed],
});

export function abandonedPackages(props: NotesProps): FactCollector<typeof abandonedPackagesFact> {
  return perTargetKnown(async () => {
    const notes = await accountNotes(
      props,
      'dependencies/abandoned-package',
      ({ aging }) => aging !== undefined,
    );

    return mapKnown(notes, (all) =>
      sharedPackages(each(all, ({ aging = [] }) => aging)).filter(
        ({ deprecated, silentSince }) => deprecated !== undefined || silentSince !== undefined,
      ),
    );
  });
}
