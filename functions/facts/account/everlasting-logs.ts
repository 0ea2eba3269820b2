import * as z from 'zod/mini';
import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import type { Survey, SweptResources } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import type { Known } from '../../core/known.ts';
import { namesIn } from '../../core/mark.ts';
import { regionOf, type Target } from '../../core/target.ts';
import {
  type EverlastingLogs,
  everlastingAmong,
  everlastingLogs,
} from '../../domain/everlasting-logs.ts';
import { functionOfLogGroup, LAMBDA_LOGS, type LogGroup } from '../../domain/log-group.ts';
import { type Accepted, type AcceptedReader, readsSuppressed } from '../accepted-targets.ts';
import { defineFact, typed } from '../define-fact.ts';
import { livingIn, loggersIn } from '../living-functions.ts';
import { type LogGroupReader, logGroupGrants, surveyedLogGroups, unreadIn } from '../log-groups.ts';
import { storedFact } from '../stored-fact.ts';

/** Log groups of its functions that never expire, by region. */
export const everlastingLogsFact = defineFact({
  key: 'everlastingLogs',
  about: ['account'],
  value: typed<readonly EverlastingLogs[]>(),
  words: 'how long logs of functions are kept',
  grants: [...logGroupGrants, ...readsSuppressed],
});

const KIND = 'everlasting-logs';
const ID = 'account';

export interface EverlastingLogsProps {
  readonly groups: Pick<LogGroupReader, 'named'>;
  readonly facts: FactStore;
  readonly accepted: AcceptedReader;
}

/**
 * Stores, once all functions are listed, which groups they log to that never expire. Those that
 * Lambda does not name are asked for by name, all of a region together.
 */
export function everlastingLogSurvey(
  props: EverlastingLogsProps,
): Survey<SweptResources, readonly Gap[]> {
  return {
    async survey(met, unlisted) {
      const found = await attempt(() => everlastingIn(met, props));
      const listed = found.known
        ? {
            ...found.value,
            incomplete: joinedReasons([
              ...unlisted.map(({ fact }) => `not listed: ${fact}`),
              found.value.incomplete,
            ]),
          }
        : found;

      await props.facts.write(KIND, new Map([[ID, listed]]));
      return [];
    },
  };
}

/** What the survey stored. */
export function surveyedEverlastingLogs(
  facts: FactStore,
): Collector<Target<'account'>, readonly EverlastingLogs[]> {
  return perTargetKnown(async () => {
    const stored = (await facts.read(KIND, [ID])).get(ID);

    return storedFact(stored, z.array(everlastingLogs), 'the log groups of functions');
  });
}

async function everlastingIn(
  met: SweptResources,
  { groups, facts, accepted }: EverlastingLogsProps,
): Promise<Extract<Known<readonly EverlastingLogs[]>, { readonly known: true }>> {
  const regions = [...met.complete];
  const used = await usedGroups(met, groups, await surveyedLogGroups(regions, facts));
  const isAccepted = acceptedAmong(
    await accepted('usage/unlimited-log-retention', { arns: met.functions, severity: 'low' }),
    met,
  );
  const value = [...used].flatMap(([region, known]) =>
    known.known
      ? (everlastingAmong(known.value, region, (group) => isAccepted(region, group)) ?? [])
      : [],
  );

  return { known: true, value, incomplete: joinedReasons(unreadIn(used)) };
}

/** By region, the groups that functions log to. */
async function usedGroups(
  met: SweptResources,
  { named }: Pick<LogGroupReader, 'named'>,
  surveyed: ReadonlyMap<string, Known<readonly LogGroup[]>>,
) {
  const living = livingIn(met);
  const elsewhere = Map.groupBy(
    [...met.functionsOfLogGroup.keys()].filter((arn) => !groupName(arn).startsWith(LAMBDA_LOGS)),
    regionOf,
  );

  const used = [...surveyed].map(async ([region, known]) => {
    if (!known.known) return [region, known] as const;
    const names = [...new Set((elsewhere.get(region) ?? []).map(groupName))];
    const others = await attempt(async () => (names.length > 0 ? named(names, region) : []));
    if (!others.known) return [region, others] as const;

    const own = known.value.filter((group) => {
      const owner = functionOfLogGroup(group, region);
      const isOwn = owner !== undefined && living.has(owner.name, owner.region);
      return isOwn || living.logsTo(group.name, region);
    });
    return [region, { known: true, value: [...own, ...others.value] }] as const;
  });
  return new Map<string, Known<readonly LogGroup[]>>(await Promise.all(used));
}

function groupName(arn: string): string {
  return arn.split(':').slice(6).join(':');
}

/**
 * Whether a group is accepted: for each function that logs to it. A finding about a function named its group in
 * its mark; the first ones had none, nor has a rule, and are about the function wherever it logs to.
 */
function acceptedAmong(findings: readonly Accepted[], met: SweptResources) {
  const accepted = Map.groupBy(findings, ({ target }) => target);
  const loggersOf = loggersIn(met);

  return (region: string, group: LogGroup): boolean => {
    const loggers = loggersOf(group, region);
    const isAccepted = (arn: string) =>
      (accepted.get(arn) ?? []).some(({ mark }) => {
        const names = namesIn(mark);
        return names.length === 0 || names.includes(group.name);
      });

    return loggers.length > 0 && loggers.every(isAccepted);
  };
}
