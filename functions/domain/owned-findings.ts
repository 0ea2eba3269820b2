import type { Finding, Transition } from './finding.ts';
import { isSameOwned, type Owned, type OwnedNow, ownedAfter, ownedOf } from './ownership.ts';

/**
 * The transitions, with whose their target is now.
 *
 * @param stored all findings of the target: where its owner is not known, they keep theirs.
 * @param owned undefined also of the account, whose findings name the owners of the functions in them.
 */
export function withOwners(
  transitions: readonly Transition[],
  stored: readonly Finding[],
  owned: OwnedNow | undefined,
): readonly Transition[] {
  const before = new Map(stored.map((finding) => [keyOf(finding), finding]));

  return transitions.map((transition) => {
    const { finding } = transition;
    const its = ownedOf(finding);
    const stored = before.get(keyOf(finding)) ?? {};
    const known = Object.keys(its).length > 0 ? its : stored;
    const now = owned ? ownedAfter(owned, stored) : known;

    return { ...transition, finding: ownedAs(finding, now) };
  });
}

/**
 * What is stored and did not change but for whose it is: it is stored anew, and nothing has happened
 * to it that anyone is notified of.
 */
export function reowned(
  stored: readonly Finding[],
  transitions: readonly Transition[],
  owned: OwnedNow | undefined,
): readonly Finding[] {
  if (!owned) return [];
  const changed = new Set(transitions.map(({ finding }) => keyOf(finding)));

  return stored
    .filter(({ status }) => status !== 'resolved')
    .filter((finding) => !changed.has(keyOf(finding)))
    .map((finding) => [finding, ownedAfter(owned, finding)] as const)
    .filter(([finding, now]) => !isSameOwned(finding, now))
    .map(([finding, now]) => ownedAs(finding, now));
}

function ownedAs(finding: Finding, owned: Owned): Finding {
  const {
    owner: _owner,
    owners: _owners,
    stack: _stack,
    stacks: _stacks,
    application: _application,
    applications: _applications,
    keptTags: _keptTags,
    lastDeployment: _lastDeployment,
    ...rest
  } = finding;

  return { ...rest, ...ownedOf(owned) };
}

function keyOf({ check, subject }: Finding): string {
  return `${check}#${subject}`;
}
