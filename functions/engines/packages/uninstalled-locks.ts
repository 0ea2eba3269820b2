import type { Known } from '../../core/known.ts';
import type { Ecosystem } from './ecosystem.ts';
import type { NamedVersion } from './formats/named-version.ts';
import { normalisedName } from './package.ts';

/** A file, and what it names. */
interface Named {
  readonly ecosystem: Ecosystem;
  readonly named: Known<readonly NamedVersion[]>;
}

/** Normalised names of what is installed, of each ecosystem of which anything is. */
export function installedNames(installed: readonly Named[]): ReadonlyMap<Ecosystem, Set<string>> {
  const names = new Map<Ecosystem, Set<string>>();

  for (const { ecosystem, named } of installed) {
    for (const { name } of named.known ? named.value : []) {
      const ofOne = names.get(ecosystem) ?? new Set();
      names.set(ecosystem, ofOne.add(normalisedName(ecosystem, name)));
    }
  }
  return names;
}

/** Where packages lie side by side, a few may be there and the others bundled, or stripped. */
export function mayLackMost(ecosystem: Ecosystem): boolean {
  return ['npm', 'PyPI', 'RubyGems', 'Packagist'].includes(ecosystem);
}

/** Of a lock of which most is not installed, what is not; of any other nothing, for it is known. */
export function uninstalledOf<N extends Named>(
  lock: N,
  installed: ReadonlySet<string> | undefined,
): readonly N[] {
  const { ecosystem, named } = lock;
  if (!installed || !named.known) return installed ? [] : [lock];

  const missing = named.value.filter(
    ({ name }) => !installed.has(normalisedName(ecosystem, name)) && !isOfRuntime(ecosystem, name),
  );
  return missing.length * 2 > named.value.length
    ? [{ ...lock, named: { ...named, value: missing } }]
    : [];
}

/** What the runtime of Python brings is left out on purpose. Source: "Lambda runtimes" (AWS). */
function isOfRuntime(ecosystem: Ecosystem, name: string): boolean {
  return (
    ecosystem === 'PyPI' &&
    ['boto3', 'botocore', 's3transfer', 'jmespath', 'python-dateutil', 'six', 'urllib3'].includes(
      normalisedName(ecosystem, name),
    )
  );
}
