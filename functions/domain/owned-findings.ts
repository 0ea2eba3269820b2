import type { Finding, Transition } from './finding.ts';
import { isSameOwned, type Owned, ownedOf } from './ownership.ts';

/**
 * The transitions, with whose their target is now.
 *
 * @param stored all findings of the target: where its owner is not known, they keep theirs.
 */
export function withOwners(
  transitions: readonly Transition[],
  stored: readonly Finding[],
  owned: Owned | undefined,
): readonly Transition[] {
  const before = new Map(stored.map((finding) => [keyOf(finding), finding]));

  return transitions.map((transition) => {
    const { finding } = transition;
    const now = owned ?? before.get(keyOf(finding)) ?? {};

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
  owned: Owned | undefined,
): readonly Finding[] {
  if (!owned) return [];
  const changed = new Set(transitions.map(({ finding }) => keyOf(finding)));

  return stored
    .filter(({ status }) => status !== 'resolved')
    .filter((finding) => !changed.has(keyOf(finding)) && !isSameOwned(finding, owned))
    .map((finding) => ownedAs(finding, owned));
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
