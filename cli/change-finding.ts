import type { FindingsQueries } from '../functions/adapters/tables/findings-queries.ts';
import type { Finding, Transition } from '../functions/domain/finding.ts';
import { findingId } from '../functions/domain/finding-id.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { SuppressionError } from '../functions/domain/suppression.ts';
import { endInWords } from '../functions/domain/suppression-end.ts';
import { callerArn } from './aws/caller.ts';
import { deployment } from './aws/deployment.ts';
import type { CliContext } from './cli-context.ts';
import { Failure } from './failure.ts';
import { findFinding } from './find-finding.ts';

/** Which finding is meant. */
export interface FindingReference {
  readonly stack: string;
  readonly words: readonly string[];
}

/** By whom, as an ARN: the history of the finding keeps it. */
type ChangeOf = (finding: Finding, now: string, by: string) => Transition;

/** Changes a finding by hand and says so. @throws Failure when it cannot be changed so. */
export async function changeFinding(
  { terminal, clock }: Pick<CliContext, 'terminal' | 'clock'>,
  { stack, words }: FindingReference,
  changeOf: ChangeOf,
): Promise<void> {
  const { findings } = await deployment(stack);
  const found = await findFinding(findings, words);
  const by = await callerArn();
  const { kind, finding } = await changed(findings, found, (now) =>
    attempt(() => changeOf(now, clock().toISOString(), by)),
  );

  const until = finding.suppression ? ` ${endInWords(finding.suppression.until)}` : '';
  terminal.out(`${kind}${until}: ${findingId(finding)}  ${printable(finding.title)}`);
}

/** A scanner may have written it just now: then what it wrote is changed, but only once more. */
async function changed(
  queries: Pick<FindingsQueries, 'find' | 'write'>,
  found: Finding,
  changeOf: (finding: Finding) => Transition,
): Promise<Transition> {
  const first = changeOf(found);
  if (await queries.write(first)) return first;

  const newer = await queries.find(found.target, found.check, found.subject);
  if (!newer) throw new Failure(`${findingId(found)} no longer exists`);

  const second = changeOf(newer);
  if (await queries.write(second)) return second;
  throw new Failure(`${findingId(found)} is being changed by a scanner just now: try again later`);
}

function attempt(change: () => Transition): Transition {
  try {
    return change();
  } catch (error) {
    if (error instanceof SuppressionError) throw new Failure(error.message);
    throw error;
  }
}
