import { actionsMatching, type CatalogueAction, wholeCatalogue } from '../action-catalogue.ts';
import { evaluatorOf } from '../evaluator.ts';
import { isPermissionOnly } from '../platform-actions.ts';
import { describeSelection, type Statement, selectsAction } from '../policy-document.ts';
import { isWideByDesign, type PolicyStatement } from '../policy-statement.ts';
import { contextOf, type RequestContext } from '../request-context.ts';
import { isBasic } from '../role-power.ts';
import { isAboutAny } from '../statement-subjects.ts';
import { fillWildcards, unspelt } from '../wildcard.ts';
import type { FunctionUse, OperationNames, UnseenCalls } from './function-use.ts';
import { deniedOn, grantedTo } from './granted-parts.ts';
import { neededBy } from './right-sized-policy.ts';
import { isWrittenAnyway } from './same-data.ts';
import { serviceIn } from './service-in.ts';
import type { SizedRole } from './sized-role.ts';

/** What a role is allowed that nothing needs. */
export interface ExcessAccess {
  /** None where it is allowed no more than what is needed. */
  readonly grants: readonly ExcessGrant[];
  /** Services of which it could not be seen what is needed: nothing of them is in `grants`. */
  readonly undecided: readonly UnseenCalls[];
}

/** One pattern of actions in one statement. */
export interface ExcessGrant {
  readonly origin: PolicyStatement;
  /** As the statement has it: `s3:*`. */
  readonly pattern: string;
  /** Those of its actions that nothing needs. */
  readonly actions: readonly CatalogueAction[];
  /** How many of its actions something needs. */
  readonly needed: number;
  /** Of `actions`, the names of those that destroy no more than the code does by what it calls. */
  readonly noMore: ReadonlySet<string>;
}

/** Whether the code of all functions of a role shows what they call, of some services at least. */
export function showsCalls(uses: readonly FunctionUse[]): boolean {
  return (
    uses.length > 0 &&
    uses.every(
      ({ calls }) =>
        calls.known &&
        calls.incomplete === undefined &&
        calls.value.unresolved.every(({ service }) => service !== undefined),
    )
  );
}

/**
 * What a role is allowed that no function of it calls, that IAM has not seen used within the window
 * and that Lambda does not need for them. What AWS has made wide on purpose was chosen whole, and is
 * left out; so is what logs, traces and joins a network, and what is called by no name.
 */
export function excessAccess(
  sized: SizedRole,
  uses: readonly FunctionUse[],
  names: OperationNames,
): ExcessAccess {
  const context = contextOf(sized.role, sized.now);
  const granted = grantedTo(sized.permissions, context);
  const { code, all, unseen } = neededBy(sized, uses, names, granted);
  const needed = new Set(all.map(({ action }) => action.toLowerCase()));
  const undecided = new Set(unseen.map(({ service }) => service));
  const isSurelyNeeded = new Set(
    all.flatMap(({ action, resources, reason }) =>
      reason.because === 'platform' && resources === undefined ? [] : [action],
    ),
  );
  // A function is no destination of its own: to invoke itself, its code has to say so.
  const isIdleSelf = (action: string, statement: Statement) =>
    action === INVOKE && !isSurelyNeeded.has(INVOKE) && namesOnly(statement, uses);
  const isLimited = limitOf(sized, context);
  const grantedBy = (statement: Statement) => {
    const samples = samplesOf(statement).map((resource) => ({
      resource,
      isDenied: deniedOn(resource, granted),
    }));
    return (action: string) =>
      samples.some(({ resource, isDenied }) => !isDenied(action) && !isLimited(action, resource));
  };

  const grants = granted.allows
    .filter(({ policy }) => !isWideByDesign(policy))
    .flatMap((origin) => {
      const isGranted = grantedBy(origin.statement);
      return patternsIn(origin.statement).map(({ pattern, stands }) => {
        const isNeeded = ({ name }: CatalogueAction) =>
          needed.has(name.toLowerCase()) && !isIdleSelf(name, origin.statement);
        const inExcess = stands.filter(
          (action) =>
            !isNeeded(action) &&
            !isOrdinary(action.name) &&
            !isUnseen(action.name) &&
            isAboutAny(action.name, origin.statement) &&
            !undecided.has(serviceIn(action.name)) &&
            isGranted(action.name),
        );
        const noMore = inExcess
          .map(({ name }) => name)
          .filter((name) => isWrittenAnyway(name, origin, code, granted.allows));
        return {
          origin,
          pattern,
          actions: inExcess,
          needed: stands.filter(isNeeded).length,
          noMore: new Set(noMore),
        };
      });
    });

  return {
    grants: undecided.has('*') ? [] : grants.filter(({ actions }) => actions.length > 0),
    undecided: unseen,
  };
}

const INVOKE = 'lambda:InvokeFunction';

/** Whether a statement is about the one function of the role, and no other. */
function namesOnly(
  { resources: { scope, patterns } }: Statement,
  [use, ...others]: readonly FunctionUse[],
): boolean {
  if (!use || others.length > 0 || scope === 'all but') return false;
  const { partition, region, account } = use.place;
  const own = `arn:${partition}:lambda:${region}:${account}:function:${use.name}`;

  return patterns.every((pattern) => pattern === own || pattern.startsWith(`${own}:`));
}

/** What the boundary of a role does not let pass. */
function limitOf({ permissions: { boundary } }: SizedRole, context: RequestContext) {
  if (!boundary) return () => false;
  const decide = evaluatorOf({ policies: [boundary] });

  return (action: string, resource: string) =>
    decide({ action, resource, context }).answer === 'denied';
}

/** What AWS attaches to any function, and no one wants to be warned of. */
function isOrdinary(action: string): boolean {
  return isBasic(action) && action !== 'cloudwatch:PutMetricData';
}

/** What no code calls by name; a role that is handed on is seen by the call that it goes along with. */
function isUnseen(action: string): boolean {
  return isPermissionOnly(action) && action.toLowerCase() !== 'iam:passrole';
}

function patternsIn({ actions }: Statement) {
  if (actions.scope === 'only') {
    return actions.patterns.map((pattern) => ({ pattern, stands: actionsMatching(pattern) }));
  }

  const stands = wholeCatalogue().filter(({ name }) => selectsAction(actions, name));
  return [{ pattern: describeSelection(actions), stands }];
}

function samplesOf({ resources: { scope, patterns } }: Statement): readonly string[] {
  return scope === 'only'
    ? patterns.map((pattern) => fillWildcards(pattern, unspelt))
    : [`arn:aws:${unspelt}:::${unspelt}`];
}
