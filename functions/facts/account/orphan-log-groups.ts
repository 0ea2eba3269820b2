import * as z from 'zod/mini';
import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import type { Survey, SweptResources } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import {
  type OrphanLogGroups,
  orphanLogGroups,
  orphansAmong,
} from '../../domain/orphan-log-groups.ts';
import { defineFact, typed } from '../define-fact.ts';
import { livingIn } from '../living-functions.ts';
import { logGroupGrants, surveyedLogGroups, unreadIn } from '../log-groups.ts';
import { storedFact } from '../stored-fact.ts';

/** Of functions that are deleted, by region. */
export const orphanLogGroupsFact = defineFact({
  key: 'orphanLogGroups',
  about: ['account'],
  value: typed<readonly OrphanLogGroups[]>(),
  words: 'log groups of functions that are gone',
  grants: logGroupGrants,
});

const KIND = 'orphan-log-groups';
const ID = 'account';

/**
 * Stores, once all functions are listed, which log groups have no function. Groups are listed before
 * functions: a group that is made in between is not taken for an orphan. Of a region that could not
 * be listed, nothing is said.
 */
export function orphanLogGroupSurvey(facts: FactStore): Survey<SweptResources, readonly Gap[]> {
  return {
    async survey(met, unlisted) {
      await facts.write(KIND, new Map([[ID, await orphansOf(met, unlisted, facts)]]));

      return [];
    },
  };
}

/** What the survey stored. */
export function surveyedOrphanLogGroups(
  facts: FactStore,
): Collector<Target<'account'>, readonly OrphanLogGroups[]> {
  return perTargetKnown(async () => {
    const stored = (await facts.read(KIND, [ID])).get(ID);

    return storedFact(stored, z.array(orphanLogGroups), 'log groups without a function');
  });
}

async function orphansOf(
  met: SweptResources,
  unlisted: readonly Gap[],
  facts: FactStore,
): Promise<Known<readonly OrphanLogGroups[]>> {
  const living = livingIn(met);
  const groups = await surveyedLogGroups([...met.complete], facts);
  const orphans = [...groups].flatMap(([region, listed]) => {
    const found = listed.known ? orphansAmong(listed.value, region, living) : undefined;

    return found ? [found] : [];
  });

  return {
    known: true,
    value: orphans,
    incomplete: joinedReasons([
      ...unlisted.map(({ fact }) => `not listed: ${fact}`),
      ...unreadIn(groups),
    ]),
  };
}
