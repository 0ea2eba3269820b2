import type {
  Condition,
  Decision,
  EscalationStep,
  PolicyStatement,
  Statement,
} from '../../engines/iam/index.ts';
import { withoutActions, withScoped } from './narrowed.ts';

/** The step that does the least for the function: handing over a role, then changing IAM. */
export function weakest<T extends Step>(steps: readonly [T, ...T[]]): T;
export function weakest<T extends Step>(steps: readonly T[]): T | undefined;
export function weakest<T extends Step>(steps: readonly T[]): T | undefined {
  return (
    steps.find(({ action }) => action === 'iam:PassRole') ??
    steps.find(({ action }) => action.startsWith('iam:')) ??
    steps[0]
  );
}

/** A boundary only lets pass: others may have the same, and it opens nothing by itself. */
export function openingIn({ deciding }: Decision): readonly PolicyStatement[] {
  return deciding.filter(
    ({ statement, policy }) => statement.effect === 'Allow' && policy.source !== 'boundary',
  );
}

type Step = Pick<EscalationStep, 'action' | 'passedTo'>;

/** A statement that opens a step, as it should be. */
export function closedStep(statement: Statement, { action, passedTo }: Step): readonly Statement[] {
  if (action === 'iam:PassRole') {
    return withScoped(statement, (each) => each === action).map((each) =>
      isPassing(each) ? { ...each, conditions: handedTo(each.conditions, passedTo) } : each,
    );
  }
  if (action.startsWith('iam:')) return withoutActions(statement, (each) => each === action);

  return withScoped(statement, (each) => each === action);
}

function isPassing({ actions }: Statement): boolean {
  return actions.patterns.every((pattern) => pattern.toLowerCase() === 'iam:passrole');
}

/** A condition that is there already says it better. */
function handedTo(conditions: readonly Condition[], service: string | undefined) {
  const isSaid = conditions.some(({ key }) => key.toLowerCase() === 'iam:passedtoservice');
  if (isSaid || service === undefined) return conditions;

  return [
    ...conditions,
    { operator: 'StringEquals', key: 'iam:PassedToService', values: [service] },
  ];
}
