import { type Advisory, namesOf } from './advisory.ts';
import { affects } from './affected.ts';
import type { AdvisoriesByName } from './retire-repository.ts';
import type { AdvisoriesByPurl } from './vulnerable-package.ts';

/**
 * Of the advisories of another source, those that affect packages the first source has answered for,
 * by purl. One that the first source reports for the same package, under a shared id, is not another
 * advisory, even where it is reported for another version only: then this version is not affected.
 *
 * @param first answers of the source that is asked first, and trusted more.
 */
export function furtherAdvisories(
  first: AdvisoriesByPurl,
  further: AdvisoriesByName,
): AdvisoriesByPurl {
  const all = [...first.keys()].flatMap((purl) => npmPackage(purl) ?? []);
  const numbers = new Map<string, Set<string>>();
  for (const { purl, name } of all) {
    const known = numbers.get(name) ?? new Set<string>();
    numbers.set(name, known);
    for (const number of (first.get(purl) ?? []).flatMap(namesOf)) known.add(number);
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
export function withFurther(first: AdvisoriesByPurl, further: AdvisoriesByPurl): AdvisoriesByPurl {
  const both = (purl: string, known: readonly Advisory[]) => [
    ...known,
    ...(further.get(purl) ?? []),
  ];

  return new Map([...first].map(([purl, known]) => [purl, both(purl, known)]));
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
