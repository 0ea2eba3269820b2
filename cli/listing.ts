import type { Finding } from '../functions/domain/finding.ts';
import type { Home } from '../functions/domain/security-hub/asff.ts';
import type { ChangeKind } from './finding-changes.ts';
import type { CodePlaces } from './render/code-places.ts';

/** Findings and what is said with them, for whichever format they are written in. */
export interface Listing {
  /** `Findings of account 111122223333` */
  readonly title: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Where a security service takes them; an account of zeros for what is not deployed. */
  readonly home: Home;
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** What became of each, where changes are listed; undefined for a list of what there is. */
  readonly changes?: ReadonlyMap<Finding, ChangeKind> | undefined;
  /** Ids of the checks that were asked. */
  readonly checks: readonly string[];
  /** A sentence for each thing that could not be checked: an empty list says nothing by itself. */
  readonly notChecked: readonly string[];
  /** Of these, what was left out on purpose: nothing has failed there. */
  readonly leftOut?: readonly string[] | undefined;
  readonly places: CodePlaces;
}

/** Of what is not deployed. */
export const NOT_DEPLOYED: Home = {
  account: '000000000000',
  region: 'us-east-1',
  partition: 'aws',
};
