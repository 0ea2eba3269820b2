import type { SizedStatement, Statement } from '../../engines/iam/index.ts';
import { policyText } from '../remediation/statement-text.ts';

/** Characters without white space. Source: "IAM and AWS STS quotas" (IAM User Guide). */
const MOST_INLINE = 10_240;
const MOST_MANAGED = 6_144;

/** What IAM counts of a policy with these statements: its characters without white space. */
export function policySize(statements: readonly Statement[]): number {
  return policyText(statements).replaceAll(/\s/g, '').length;
}

/**
 * The statements in as many documents as IAM takes: one inline policy, else managed ones. A Deny is
 * in each of several, so that none of them is wider without another.
 */
export function policyDocuments(
  all: readonly SizedStatement[],
): readonly (readonly SizedStatement[])[] {
  if (sizeOf(all) <= MOST_INLINE) return [all];

  const denies = all.filter(({ statement }) => statement.effect === 'Deny');
  const documents: SizedStatement[][] = [];
  for (const each of all.filter(({ statement }) => statement.effect === 'Allow').flatMap(inParts)) {
    const last = documents.at(-1);
    if (last && sizeOf([...last, ...denies, each]) <= MOST_MANAGED) last.push(each);
    else documents.push([each]);
  }

  return documents.map((some) => [...some, ...denies]);
}

function sizeOf(statements: readonly SizedStatement[]): number {
  return policySize(statements.map(({ statement }) => statement));
}

/** A statement that is too long for a document by itself, by its resources or its actions. */
function inParts(each: SizedStatement): readonly SizedStatement[] {
  if (sizeOf([each]) <= MOST_MANAGED / 2) return [each];
  const { actions, resources } = each.statement;
  const [longer, list] =
    actions.patterns.length > resources.patterns.length
      ? (['actions', actions] as const)
      : (['resources', resources] as const);
  if (list.scope === 'all but' || list.patterns.length < 2) return [each];

  const middle = Math.ceil(list.patterns.length / 2);
  return [list.patterns.slice(0, middle), list.patterns.slice(middle)].flatMap((patterns, index) =>
    inParts({
      ...each,
      statement: {
        ...each.statement,
        sid: `${each.statement.sid ?? ''}${index === 0 ? 'A' : 'B'}`,
        [longer]: { scope: 'only', patterns },
      },
    }),
  );
}
