import type { Evidence } from '../../core/evidence.ts';
import { rankOf, type Severity } from '../../core/severity.ts';
import { matches } from '../../engines/iam/index.ts';
import { MOST_LINES } from '../most-lines.ts';
import { namedOwners, type OwnedBy, type OwnedNow } from '../ownership.ts';
import { identityOf } from '../target-identity.ts';
import type { Selector } from './rules.ts';

/** What of a finding rules select by. */
export interface Selectable {
  /** ARN. */
  readonly target: string;
  readonly check: string;
  readonly subject: string;
  /** As the check gives it; undefined where that is not known. */
  readonly severity: Severity | undefined;
  readonly evidence: readonly Evidence[];
  /** Undefined where it is not known whose it is, nor was before. */
  readonly owned: OwnedNow | undefined;
  /** Whether its target may have tags that are not known. */
  readonly hasUnknownTags: boolean;
}

/** Unknown where what is known does not decide it. */
export type Selected = 'yes' | 'no' | 'unknown';

/** Whether a finding is what all keys of a selector ask for. A selector without keys selects nothing. */
export function selects(selector: Selector, finding: Selectable): Selected {
  const answers = Object.entries(tests).flatMap(([key, test]) => {
    const asked = selector[key as keyof Selector];
    return asked === undefined ? [] : [test(asked as never, finding)];
  });

  if (answers.length === 0 || answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

type Test<K extends keyof Selector> = (
  asked: NonNullable<Selector[K]>,
  finding: Selectable,
) => Selected;

const tests: { readonly [K in keyof Required<Selector>]: Test<K> } = {
  check: (globs, { check }) => said(fitsOne(globs, check)),
  function: (globs, { target }) => said(isNamed('function', globs, target)),
  role: (globs, { target }) => said(isNamed('role', globs, target)),
  layer: (globs, { target }) => said(isNamed('layer', globs, target)),
  account: (ids, { target }) => said(ids.includes(identityOf(target).account)),
  region: (globs, { target }) => said(fitsOne(globs, identityOf(target).region)),
  subject: (globs, { subject }) => said(fitsOne(globs, subject)),
  file: (globs, { evidence }) => said(lieIn(globs, evidence)),
  stack: (globs, finding) => isOwnedBy('stack', globs, finding),
  application: (globs, finding) => isOwnedBy('application', globs, finding),
  owner: (globs, finding) => isOwnedBy('owner', globs, finding),
  tag: (tags, finding) => isTagged(tags, finding),
  atMost: (worst, { severity }) =>
    severity === undefined ? 'unknown' : said(rankOf(severity) <= rankOf(worst)),
};

function said(holds: boolean): Selected {
  return holds ? 'yes' : 'no';
}

function fitsOne(globs: readonly string[], text: string): boolean {
  return globs.some((glob) => matches(glob, text));
}

function isNamed(
  kind: 'function' | 'role' | 'layer',
  globs: readonly string[],
  target: string,
): boolean {
  const identity = identityOf(target);

  return identity.kind === kind && fitsOne(globs, identity.name);
}

/** Of very many places some are left out: they may lie elsewhere. */
function lieIn(globs: readonly string[], evidence: readonly Evidence[]): boolean {
  if (evidence.length >= MOST_LINES) return false;
  const paths = evidence.flatMap(({ path }) => (path === undefined ? [] : [path]));

  return paths.length > 0 && paths.every((path) => fitsOne(globs, path));
}

/** What several share is theirs together: each of them must fit. */
function isOwnedBy(by: OwnedBy, globs: readonly string[], { owned }: Selectable): Selected {
  if (!owned) return 'unknown';
  const names = namedOwners(owned, by);

  return said(names.length > 0 && names.every((name) => fitsOne(globs, name)));
}

/** Of functions alone: what several share has the tags of none. */
function isTagged(asked: readonly string[], { owned, hasUnknownTags }: Selectable): Selected {
  const tags = owned?.tags;
  if (!tags) return hasUnknownTags ? 'unknown' : 'no';

  return said(
    asked.some((tag) => {
      const end = tag.indexOf('=');
      const value = tags.get(tag.slice(0, end));
      return value !== undefined && matches(tag.slice(end + 1), value);
    }),
  );
}
