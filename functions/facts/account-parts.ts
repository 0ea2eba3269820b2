import type * as z from 'zod/mini';
import type { Clock, FactStore, FindingsStore } from '../app/ports.ts';
import type { CheckId } from '../core/check-id.ts';
import { compareTexts } from '../core/compare-texts.ts';
import { joinedReasons } from '../core/joined-reasons.ts';
import type { Known } from '../core/known.ts';
import { mayKeep } from '../core/mark.ts';
import type { AccountPart, AccountParts } from '../domain/account-parts.ts';
import { nameAndRegion } from '../domain/part-words.ts';
import { identityOf } from '../domain/target-identity.ts';
import { suppressedParts } from './accepted-targets.ts';
import { storedCarriers } from './account-aging.ts';
import { partNotesOf } from './part-notes.ts';

/** As many names of what was not looked at as a reader wants. */
const MOST_NAMED = 3;

export interface AccountPartsProps {
  readonly facts: FactStore;
  readonly findings: Pick<FindingsStore, 'read' | 'suppressed'>;
  readonly clock: Clock;
}

/**
 * What was noted of each function for a check's finding about the account. Where one that a stored finding
 * names is not known any more, nothing closes; another that was never known only makes it understated.
 *
 * @param account ARN.
 * @param value of a part, as it was noted.
 */
export async function accountParts<V>(
  { facts, findings, clock }: AccountPartsProps,
  account: string,
  check: CheckId,
  value: z.ZodMiniType<V>,
): Promise<Known<AccountParts<V>>> {
  const carriers = await storedCarriers(facts);
  if (!carriers.known) return carriers;

  const functions = carriers.value
    .filter((arn) => identityOf(arn).kind === 'function')
    .toSorted(compareTexts);
  const [scanner = ''] = check.split('/');
  const notes = await partNotesOf(facts, scanner, functions);
  const suppressed = await suppressedParts(findings, check, clock);
  const accepted = new Set(suppressed.map(({ target, subject }) => `${target} ${subject}`));
  const unseen: string[] = [];
  const parts: AccountPart<V>[] = [];
  const left: AccountPart<V>[] = [];

  for (const arn of functions) {
    const { owned = {}, parts: { [check]: noted } = {} } = notes.get(arn) ?? {};
    const read = (noted ?? []).map((part) => ({ ...part, parsed: value.safeParse(part.value) }));
    if (!noted || read.some(({ parsed }) => !parsed.success)) unseen.push(arn);

    for (const { subject, severity, parsed } of read) {
      if (!parsed.success) continue;
      const isLeft = accepted.has(`${arn} ${subject}`);
      (isLeft ? left : parts).push({ arn, severity, owned, value: parsed.data });
    }
  }

  const isNamed = await namedIn(findings, account, check, unseen);
  return {
    known: true,
    value: { parts, accepted: left },
    incomplete: joinedReasons([carriers.incomplete, notKnown(unseen.filter(isNamed))]),
    understated: notKnown(unseen.filter((arn) => !isNamed(arn))),
  };
}

/** Whether a stored finding of the account names a function, in its mark. */
async function namedIn(
  findings: Pick<FindingsStore, 'read'>,
  account: string,
  check: CheckId,
  arns: readonly string[],
): Promise<(arn: string) => boolean> {
  if (arns.length === 0) return () => false;
  const [scanner = ''] = check.split('/');
  const stored = (await findings.read(scanner, account)).findings.filter(
    (finding) => finding.check === check && finding.status !== 'resolved',
  );

  return (arn) => stored.some(({ mark }) => !mark || mayKeep(mark, nameAndRegion(arn)));
}

function notKnown(arns: readonly string[]): string | undefined {
  if (arns.length === 0) return undefined;
  const named = arns.slice(0, MOST_NAMED).map((arn) => identityOf(arn).name);
  const more = arns.length - named.length;

  return `not counted, for it could not be seen: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
