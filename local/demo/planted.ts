import { type Practice, practiceOf, practices } from '../../cli/report/practices.ts';
import { weaknessKinds } from '../../functions/core/weakness.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { accountFaults } from '../shop/seed-account.ts';
import { shop, shopLayers } from '../shop/shop-functions.ts';
import { shopRoles } from '../shop/shop-roles.ts';

/** A fault that the shop was made with, as its samples name it. */
export interface Planted {
  /** Of its function, role or layer; the account has none. */
  readonly name: string | undefined;
  readonly check: string;
  readonly subject: string;
}

/** Faults of one practice. */
export interface PlantedPractice {
  readonly title: string;
  readonly count: number;
  /** Names of checks, the most frequent first. */
  readonly kinds: readonly string[];
}

const all: readonly Planted[] = [
  ...[...shop, ...shopRoles, ...shopLayers].flatMap(({ name, faults = [] }) =>
    faults.map((fault) => plantedIn(name, fault)),
  ),
  ...accountFaults.map((fault) => plantedIn(undefined, fault)),
];

export const plantedCount = all.length;

/** In the order of the report. */
export function plantedByPractice(): readonly PlantedPractice[] {
  const groups = Map.groupBy(all, practiceOf);
  const names = Object.keys(practices) as readonly Practice[];

  return names.flatMap((practice) => {
    const faults = groups.get(practice) ?? [];
    const kinds = [...Map.groupBy(faults, ({ check }) => check)]
      .toSorted(([, a], [, b]) => b.length - a.length)
      .map(([check]) => check.split('/')[1] ?? check);

    return faults.length === 0 ? [] : [{ title: practices[practice], count: faults.length, kinds }];
  });
}

/** Those planted that are not among findings. */
export function missedIn(findings: readonly Finding[], account: string): readonly Planted[] {
  const left = new Map<string, number>();
  for (const { target, check, subject } of findings) {
    const { kind, name } = identityOf(target);
    const [bare = ''] = name.split(':');
    const key = keyOf({ name: kind === 'account' ? undefined : bare, check, subject });
    left.set(key, (left.get(key) ?? 0) + 1);
  }

  return all.filter((fault) => {
    const key = keyOf({ ...fault, subject: fault.subject.replace('ACCOUNT', account) });
    const there = left.get(key) ?? 0;
    left.set(key, there - 1);
    return there <= 0;
  });
}

/** The subject of a weakness is its place in the code, which the samples do not name. */
function keyOf({ name = '', check, subject }: Planted): string {
  const isWeakness = weaknessKinds.some((kind) => check === `code/${kind}`);

  return `${name} ${check}#${isWeakness ? '' : subject}`;
}

function plantedIn(name: string | undefined, fault: string): Planted {
  const at = fault.indexOf('#');

  return { name, check: fault.slice(0, at), subject: fault.slice(at + 1) };
}
