import { oncePerChunk } from '../app/collectors.ts';
import type { Clock, FactStore } from '../app/ports.ts';
import { type Known, unknown } from '../core/known.ts';
import { asksForOwners } from '../domain/rules/part-rules.ts';
import { noRules, type Rules } from '../domain/rules/rules.ts';
import { type Threshold, thresholdOf, thresholdRules } from '../domain/rules/thresholds.ts';
import type { ScanSettings } from '../domain/settings/settings.ts';
import { owning, surveyedTags, type TaggedFunction } from './function/ownership.ts';

export interface ThresholdProps {
  readonly settings: Pick<ScanSettings, Threshold | 'ownerTags'>;
  /** @default none */
  readonly rules?: Rules | undefined;
  readonly facts: FactStore;
  readonly clock: Clock;
}

/**
 * Reads a threshold of each function of a chunk, by ARN: as rules have it, or else the settings. Where a rule
 * asks whose a function is and that is not known, its threshold is not known either.
 */
export type ThresholdReader = (
  targets: readonly TaggedFunction[],
) => Promise<ReadonlyMap<string, Known<number>>>;

/** One reader for each threshold; tags are read once, and only where a rule asks for them. */
export function thresholdReaders({ settings, rules = noRules, facts, clock }: ThresholdProps) {
  const tagsOf = oncePerChunk(surveyedTags(facts, clock));

  return (name: Threshold): ThresholdReader =>
    async (targets) => {
      const asked = thresholdRules(rules, name, clock().toISOString());
      const tags = asksForOwners(asked) ? await tagsOf(targets) : undefined;

      return new Map(
        targets.map(({ arn }) => {
          const found = owning(tags?.get(arn) ?? unread, settings);
          const owned = found.known ? found.value : undefined;
          const value = thresholdOf(asked, name, { arn, owned }, settings[name]);
          return [arn, value === undefined ? undecided : { known: true, value }];
        }),
      );
    };
}

const unread = unknown('no rule asks for its tags');

const undecided = unknown(
  'whose it is, is not known, and a rule of vigil.yaml with a threshold asks',
);

/** The most that the settings, or a rule that has not ended, ask for. */
export function greatestThreshold(
  { settings, rules = noRules, clock }: Omit<ThresholdProps, 'facts'>,
  name: Threshold,
): number {
  const asked = thresholdRules(rules, name, clock().toISOString());

  return Math.max(settings[name], ...asked.map(({ effect }) => effect.thresholds[name] ?? 0));
}
