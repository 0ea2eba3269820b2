import type { Advisory } from '../../../functions/engines/packages/advisory.ts';

/** An advisory on the spans of versions from the first of each pair until the second. */
export function advisoryOf(
  id: string,
  ...spans: readonly (readonly [string, string | undefined])[]
): Advisory {
  const ranges = spans.map(([first, fix]) => [
    introduced(first),
    ...(fix === undefined ? [] : [fixed(fix)]),
  ]);

  return {
    id,
    aliases: [],
    severity: 'high',
    rated: true,
    summary: '',
    url: `https://osv.dev/vulnerability/${id}`,
    knownExploited: false,
    affected: { versions: [], ranges },
  };
}

export function introduced(version: string) {
  return { kind: 'introduced', version } as const;
}

export function fixed(version: string) {
  return { kind: 'fixed', version } as const;
}
