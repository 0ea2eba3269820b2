import { gapInWords } from './gap-in-words.ts';
import type { Standing } from './standing.ts';

/** What makes a function worth attacking, as far as the other scanners have stored it. */
export interface AttackSurface {
  /** Its policies let in somebody from outside. */
  readonly reachable: Part;
  /** Its role gives an intruder the account. */
  readonly privileged: Part;
  /** It runs what is known to be weak, of its own or out of a layer. */
  readonly vulnerable: Part;
}

export interface Part {
  readonly state: 'present' | 'absent' | 'unknown';
  /** What it rests on. */
  readonly because: string;
}

export function attackSurfaceOf(
  ofFunction: Standing,
  ofRole: Standing,
  ofLayers: readonly Standing[],
): AttackSurface {
  return {
    reachable: partOf(ofFunction, 'permissions', [
      'permissions/public-resource-policy',
      'permissions/unauthenticated-url',
      'permissions/open-api-route',
      'permissions/foreign-account-access',
    ]),
    privileged: partOf(ofRole, 'permissions', ['permissions/admin-role']),
    vulnerable: worstOf(
      partOf(ofFunction, 'dependencies', [
        'dependencies/malicious-package',
        'dependencies/vulnerable-package',
        'dependencies/runtime-end-of-life',
      ]),
      partOf(ofFunction, 'code', ['code/event-code-execution']),
      ...ofLayers.map((layer) =>
        partOf(layer, 'dependencies', [
          'dependencies/malicious-package',
          'dependencies/vulnerable-package',
        ]),
      ),
    ),
  };
}

/** What of it nobody could see; undefined when all of it was seen. */
export function unseenOf(surface: AttackSurface): string | undefined {
  const unseen = Object.entries(surface).filter(([, { state }]) => state === 'unknown');

  return unseen.length > 0
    ? unseen.map(([name, { because }]) => `${name}? ${because}`).join('; ')
    : undefined;
}

/** Present when one of the checks has an open finding; absent only when their scanner saw all. */
function partOf({ open, gaps }: Standing, scanner: string, checks: readonly string[]): Part {
  const [first, ...more] = open.filter(({ check }) => checks.includes(check));
  if (first) {
    const others = more.length > 0 ? `, and ${more.length} more` : '';
    return { state: 'present', because: `${first.summary}${others}` };
  }

  const missing = gaps[scanner];
  if (!missing)
    return { state: 'unknown', because: `the ${scanner} scanner has not seen it lately` };

  const [gap] = missing;
  if (gap) return { state: 'unknown', because: gapInWords(gap) };
  return { state: 'absent', because: 'nothing is known against it' };
}

function worstOf(first: Part, ...others: readonly Part[]): Part {
  return others.reduce((worst, part) => (order(part) < order(worst) ? part : worst), first);
}

function order({ state }: Part): number {
  return ['present', 'unknown', 'absent'].indexOf(state);
}
