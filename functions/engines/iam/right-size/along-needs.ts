import { actionsMatching } from '../action-catalogue.ts';
import { matches } from '../wildcard.ts';
import { calledResources } from './called-resources.ts';
import { callsOf, siteOf } from './code-needs.ts';
import type { FunctionUse, OperationNames } from './function-use.ts';
import type { Granted } from './granted-parts.ts';
import type { Need } from './need.ts';

/**
 * What calls may take besides, by what they carry or meet, and that no one sees: it is kept where it
 * is granted as such, and not where it only falls to a grant of a whole service. What a service calls
 * in the name of its caller is kept however it is granted, for without it the call fails.
 */
export function alongNeeds(
  use: FunctionUse,
  { forwardedActionsOf, furtherActionsOf }: Names,
  granted: Granted,
): readonly Need[] {
  const isKept = keptIn(granted);

  return callsOf(use).flatMap((call) =>
    [...namesIn(forwardedActionsOf(call)), ...namesIn(furtherActionsOf(call)).filter(isKept)].map(
      (action) => ({
        action,
        resources: calledResources(call, action, siteOf(use)),
        reason: { because: 'along', operation: `${call.service}.${call.operation}` },
      }),
    ),
  );
}

type Names = Pick<OperationNames, 'forwardedActionsOf' | 'furtherActionsOf'>;

function namesIn(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap(actionsMatching).map(({ name }) => name);
}

function keptIn({ allows }: Granted): (action: string) => boolean {
  const own = allows
    .flatMap(({ statement: { actions } }) => (actions.scope === 'only' ? actions.patterns : []))
    .map((pattern) => pattern.toLowerCase())
    .filter((pattern) => !isWholeService(pattern) || keepsWhole.has(pattern));

  return (action) => {
    const name = action.toLowerCase();
    // Without it, S3 answers that an object is denied where it should say that there is none.
    return name === 's3:listbucket' || own.some((pattern) => matches(pattern, name));
  };
}

/** Who is allowed all that keys do was given it for what is encrypted. */
const keepsWhole: ReadonlySet<string> = new Set(['kms:*']);

function isWholeService(pattern: string): boolean {
  return /^[^:]*:\*+$/.test(pattern) || /^\*+$/.test(pattern);
}
