import { roleTarget } from '../../../core/target.ts';
import { codeNeeds } from './code-needs.ts';
import { composed, type Piece } from './composed-statements.ts';
import { type FunctionUse, type OperationNames, unseenCalls } from './function-use.ts';
import type { CodeNeed, Need } from './need.ts';
import { platformNeeds } from './platform-needs.ts';
import { faultsIn } from './policy-proof.ts';
import { type RightSizedPolicy, UnprovenPolicy } from './right-sized-policy.ts';
import { serviceIn } from './service-in.ts';

/**
 * The first policy of a function that has no role yet: what its code calls and what Lambda needs for
 * it. Where the code does not show on what, it is on everything, and is listed in `undecided`.
 *
 * @param now ISO 8601 in UTC.
 * @throws UnprovenPolicy where it would not allow something that is needed.
 */
export function firstPolicy(
  use: FunctionUse,
  names: OperationNames,
  now: string,
): RightSizedPolicy {
  const code = codeNeeds(use, names);
  const needs = [...code, ...platformNeeds(use.platform, use.place)];
  const statements = composed(needs.map(pieceOf));

  const sized = { permissions: everything, role: nowhere, now };
  const kept = needs.map((need) => ({ need, parts: [] }));
  const [fault] = faultsIn(statements, sized, kept);
  if (fault !== undefined) {
    throw new UnprovenPolicy(`the policy is not printed, for it would be wrong: ${fault}`);
  }
  return {
    statements,
    missing: [],
    undecided: [
      ...unseenCalls(use, names),
      ...code.flatMap((need) => (need.resources === undefined ? [unnamed(need)] : [])),
    ],
  };
}

function pieceOf({ action, resources = ['*'], reason }: Need): Piece {
  return { action, resources: { scope: 'only', patterns: resources }, conditions: [], reason };
}

function unnamed({ action, reason: { path, line } }: CodeNeed) {
  return {
    service: serviceIn(action),
    why: `the resource of ${action} cannot be read in the code, so the policy has *`,
    path,
    line,
  };
}

/** Nothing is withheld from what does not exist yet. */
const everything = {
  policies: [
    {
      name: 'everything',
      source: 'inline' as const,
      statements: [
        {
          effect: 'Allow' as const,
          actions: { scope: 'only' as const, patterns: ['*'] },
          resources: { scope: 'only' as const, patterns: ['*'] },
          conditions: [],
        },
      ],
    },
  ],
};

const nowhere = roleTarget('arn:aws:iam::000000000000:role/none');
