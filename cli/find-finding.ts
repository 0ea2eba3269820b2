import type { FindingsQueries } from '../functions/adapters/tables/findings-queries.ts';
import type { Finding } from '../functions/domain/finding.ts';
import { findingId } from '../functions/domain/finding-id.ts';
import { Failure } from './failure.ts';

const SHORTEST_PREFIX = 4;
const MOST_NAMED = 10;

/**
 * The one finding that is meant: by the beginning of its id, or by its target's ARN, its
 * check and its subject.
 *
 * @throws Failure when there is none, or more than one.
 */
export async function findFinding(
  queries: Pick<FindingsQueries, 'all' | 'find'>,
  words: readonly string[],
): Promise<Finding> {
  const [first = '', check, subject] = words;
  if (words.length === 1) return findById(queries, first.toLowerCase());
  if (words.length !== 3 || check === undefined || subject === undefined) {
    throw new Failure(`name a finding by its id, or by TARGET_ARN CHECK SUBJECT`);
  }

  const found = await queries.find(first, check, subject);
  if (!found) throw new Failure(`there is no finding ${check} ${subject} about ${first}`);
  return found;
}

async function findById({ all }: Pick<FindingsQueries, 'all'>, prefix: string): Promise<Finding> {
  if (!/^[0-9a-f]+$/.test(prefix) || prefix.length < SHORTEST_PREFIX) {
    throw new Failure(
      `${prefix} is no id of a finding: at least ${SHORTEST_PREFIX} of its digits (0-9, a-f), as vigil findings shows them; vigil findings NAME lists those of a function or a role`,
    );
  }

  const found: Finding[] = [];
  for await (const finding of all()) if (findingId(finding).startsWith(prefix)) found.push(finding);
  const [first] = found;

  if (!first) throw new Failure(`there is no finding ${prefix}: vigil findings lists them`);
  if (found.length > 1) throw new Failure(`${prefix} could be any of ${namesOf(found)}`);
  return first;
}

function namesOf(findings: readonly Finding[]): string {
  const ids = findings.slice(0, MOST_NAMED).map(findingId).join(', ');
  const more = findings.length - MOST_NAMED;

  return more > 0 ? `${ids} and ${more} more` : ids;
}
