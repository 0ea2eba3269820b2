import { type Advisory, namesOf } from './advisory.ts';
import { affects } from './affected.ts';
import type { AdvisoriesByName } from './retire-repository.ts';
import type { AdvisoriesByPurl } from './vulnerable-package.ts';

/**
 * Of those of another source, the ones that affect packages about which something is told, by the
 * purl of these. One that is told of the same package under a number that they share is no other
 * advisory, even where it is told of another version only: then this version is not affected.
 *
 * @param told what was asked first, and is trusted more.
 */
export function furtherAdvisories(
  told: AdvisoriesByPurl,
  further: AdvisoriesByName,
): AdvisoriesByPurl {
  const all = [...told.keys()].flatMap((purl) => npmPackage(purl) ?? []);
  const numbers = new Map<string, Set<string>>();
  for (const { purl, name } of all) {
    const known = numbers.get(name) ?? new Set<string>();
    numbers.set(name, known);
    for (const number of (told.get(purl) ?? []).flatMap(namesOf)) known.add(number);
  }

  return new Map(
    all.flatMap(({ purl, name, version }) => {
      const others = (further.get(name) ?? [])
        .filter((one) => !namesOf(one).some((number) => numbers.get(name)?.has(number)))
        .filter(({ affected }) => affects(affected, 'npm', version) === true);
      return others.length > 0 ? [[purl, others] as const] : [];
    }),
  );
}

/** Each package with the advisories of both. */
export function withFurther(told: AdvisoriesByPurl, further: AdvisoriesByPurl): AdvisoriesByPurl {
  const both = (purl: string, known: readonly Advisory[]) => [
    ...known,
    ...(further.get(purl) ?? []),
  ];

  return new Map([...told].map(([purl, known]) => [purl, both(purl, known)]));
}

/** Undefined for what is of another ecosystem. By hand, for packageurl-js lowers names of npm. */
function npmPackage(purl: string) {
  if (!purl.startsWith(NPM)) return undefined;
  const at = purl.lastIndexOf('@');

  return {
    purl,
    name: decodeURIComponent(purl.slice(NPM.length, at)),
    version: decodeURIComponent(purl.slice(at + 1)),
  };
}

const NPM = 'pkg:npm/';
