import type { Coverage, Finding } from '../functions/domain/finding.ts';
import { differentKeys } from '../functions/domain/ownership.ts';
import type { ScanSettings } from '../functions/domain/settings/settings.ts';
import { ownershipFact } from '../functions/facts/function/ownership.ts';
import { Failure } from './failure.ts';
import { isTagged, maybeTagged, type Selection } from './selection.ts';

type AskedTags = Pick<Selection, 'tag'>;

/** What an in-process night found, and what it saw. */
interface Night {
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
}

/** The tag that is asked for is kept with findings, before those of the settings: there is room for few. */
export function keepingTag<S extends Pick<ScanSettings, 'keptTags'>>(
  settings: S,
  { tag }: AskedTags,
): S {
  return tag === undefined
    ? settings
    : { ...settings, keptTags: differentKeys([tag.key, ...settings.keptTags]) };
}

/**
 * The part of a night about functions with the tag that is asked for, and about the roles and layers
 * that they use. What could not be listed of an account may have any.
 *
 * @throws Failure where nothing has it, although all tags were read: one that is mistyped would pass
 *   for a clean account.
 */
export function taggedNight(night: Night, asked: AskedTags): Night {
  const { tag } = asked;
  if (tag === undefined) return night;

  const { findings, coverage } = night;
  const isMet = [...findings, ...coverage].some((each) => isTagged(each, asked));
  if (!isMet && !coverage.some(hasUnreadTags)) {
    throw new Failure(`nothing that was audited has the tag ${tag.key}=${tag.value}`);
  }
  const targets = maybeTagged(coverage, asked);

  return {
    findings: findings.filter((each) => isTagged(each, asked)),
    coverage: coverage.filter(({ target }) => targets.has(target)),
  };
}

function hasUnreadTags({ gaps }: Coverage): boolean {
  return gaps.some(({ fact }) => fact === ownershipFact.key);
}
