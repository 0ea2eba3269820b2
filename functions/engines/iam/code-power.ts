import { accountData } from './account-data.ts';
import { actionsMatching } from './action-catalogue.ts';
import { harmOf } from './action-harm.ts';
import { callsOf, codeNeeds } from './right-size/code-needs.ts';
import { showsCalls } from './right-size/excess-access.ts';
import type { FunctionUse, OperationNames } from './right-size/function-use.ts';
import type { Need } from './right-size/need.ts';
import { andMore, isAboutOne, isBasic, leadsOn, mayChange, type RolePower } from './role-power.ts';

/** What the code of a function does with what its role may do, whatever that is. */
export interface CodePower {
  readonly gives: RolePower['gives'];
  /** It is much by nothing but that it reads whole tables. */
  readonly isOfTables?: true | undefined;
  /** Whether something it calls changes something. */
  readonly writes: boolean;
  /** For the reader: `its code calls dynamodb:GetItem and 3 more actions`. */
  readonly because: string;
}

/**
 * Undefined where its calls are not all seen: then it may do whatever its role may.
 *
 * @param use of code that can make no other calls: see `plainCodeIn`.
 */
export function codePowerOf(use: FunctionUse, names: OperationNames): CodePower | undefined {
  if (!showsCalls([use]) || (use.calls.known && use.calls.value.unresolved.length > 0)) {
    return undefined;
  }

  const needs = needsOf(use, names);
  const because = inWords(
    needs.map(({ action }) => action),
    callsOf(use).length > 0,
  );
  if (needs.length === 0) return { gives: 'little', writes: false, because };

  const leading = needs.filter(isLeading);
  return {
    gives: leading.length > 0 ? 'much' : 'something',
    ...(leading.length > 0 &&
      leading.every(({ action }) => isOfTable(action)) && { isOfTables: true }),
    writes: needs.some(({ action }) => mayChange(action)),
    because,
  };
}

type CalledAction = Pick<Need, 'action' | 'resources'>;

/** Whatever a service calls in the name of the caller, it may be about anything. */
function needsOf(use: FunctionUse, names: OperationNames): readonly CalledAction[] {
  const forwarded = callsOf(use)
    .flatMap((call) => names.forwardedActionsOf(call))
    .flatMap((pattern) => actionsMatching(pattern))
    .map(({ name }) => ({ action: name, resources: undefined }));

  return [...codeNeeds(use, names), ...forwarded].filter(({ action }) => !isBasic(action));
}

/** Whether it reads all of a table. */
function isOfTable(action: string): boolean {
  return action === 'dynamodb:Scan';
}

const readingData: ReadonlySet<string> = new Set(accountData.flatMap(({ actions }) => actions));

/** Whether it leads on, or is about data that the code does not name. */
function isLeading({ action: name, resources }: CalledAction): boolean {
  const action = actionsMatching(name)[0];
  if (!action) return false;
  // All of a table, whatever a caller asks for: with a role that gives more, no less than it does.
  if (isOfTable(action.name)) return true;
  const isNamed = resources?.every(isName) === true;
  if (readingData.has(action.name)) return !isNamed;

  return leadsOn(action.name, harmOf(action)) && !(isAboutOne(action) && isNamed);
}

/** Of a bucket by name, its objects; of all else, no part that a caller might choose. */
function isName(arn: string): boolean {
  const [, , service = '', , , ...rest] = arn.split(':');
  const resource = rest.join(':');

  return arn !== '*' && !/[*?]/.test(service === 's3' ? resource.replace(/\/\*$/, '') : resource);
}

function inWords(actions: readonly string[], isCalling: boolean): string {
  const [first, ...others] = new Set(actions);
  if (first !== undefined) return `its code calls ${first}${andMore(others.length)}`;

  return isCalling
    ? 'its code is seen to call nothing of AWS that takes a permission, but to log, to trace or to measure'
    : 'its code is seen to call nothing of AWS';
}
