import * as z from 'zod/mini';
import { compareTexts } from '../core/compare-texts.ts';

/** A package that has aged where it is installed: see `PackageAge`. */
export type AgingPackage = z.infer<typeof agingPackage>;

/** One as it is stored. */
export const agingPackage = z.object({
  ecosystem: z.string(),
  name: z.string(),
  version: z.string(),
  /** What one gets who asks for no version. */
  latest: z.string(),
  majors: z.optional(z.number()),
  deprecated: z.optional(z.string()),
  silentSince: z.optional(z.string()),
});

/** The same version of a package, in all functions and layers of an account that have it. */
export interface SharedPackage extends AgingPackage {
  /** ARNs, in order. */
  readonly in: readonly string[];
}

/** @param carriers what has aged in each, by ARN. */
export function sharedPackages(
  carriers: ReadonlyMap<string, readonly AgingPackage[]>,
): readonly SharedPackage[] {
  const all = [...carriers].flatMap(([arn, aging]) => aging.map((one) => ({ arn, one })));
  const byVersion = Map.groupBy(
    all,
    ({ one: { ecosystem, name, version } }) => `${ecosystem} ${name} ${version}`,
  );

  return [...byVersion.values()].flatMap((alike) => {
    const [first] = alike;
    const arns = [...new Set(alike.map(({ arn }) => arn))].toSorted(compareTexts);
    return first ? [{ ...first.one, in: arns }] : [];
  });
}
