import type { Condition } from './condition.ts';
import { all, any, not, type Outcome, outcomeOf } from './condition-outcome.ts';
import { type Selection, selects } from './policy-document.ts';
import { type PolicyStatement, statementsOf } from './policy-statement.ts';
import { fillVariables } from './policy-variable.ts';
import type { RequestContext } from './request-context.ts';
import type { NamedPolicy, RolePermissions } from './role-permissions.ts';
import { literal, matches } from './wildcard.ts';

export interface IamRequest {
  readonly action: string;
  /** An ARN; `*` for an action that takes no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

export interface Decision {
  /** `conditional` hangs on what is not known of the request. */
  readonly answer: 'allowed' | 'denied' | 'conditional';
  /** The statements that did it; none where nothing allows it. */
  readonly deciding: readonly PolicyStatement[];
  /** What it hangs on. */
  readonly conditions: readonly Condition[];
}

/**
 * Decides what a role may do by its own policies: their union, less every Deny, within the
 * boundary. What others grant or forbid it (resource policies, the organisation) is not in it.
 *
 * Source: "Policy evaluation logic" (IAM User Guide).
 */
export function evaluatorOf({ policies, boundary }: RolePermissions) {
  const own = policies.flatMap(prepared);
  const limit = boundary && prepared(boundary);

  return (request: IamRequest): Decision => {
    const action = request.action.toLowerCase();
    if (alwaysAllowed.has(action)) return { answer: 'allowed', deciding: [], conditions: [] };

    const asked = { action, resource: literal(request.resource), context: request.context };
    const granted = judge(own, asked);
    return limit ? within(granted, judge(limit, asked)) : granted;
  };
}

/** Source: "GetCallerIdentity" (AWS STS API Reference). */
const alwaysAllowed: ReadonlySet<string> = new Set(['sts:getcalleridentity']);

interface Prepared {
  readonly origin: PolicyStatement;
  /** In lower case. */
  readonly actions: Selection;
}

function prepared(policy: NamedPolicy): readonly Prepared[] {
  return statementsOf(policy).map((origin) => {
    const { scope, patterns } = origin.statement.actions;

    return { origin, actions: { scope, patterns: patterns.map((name) => name.toLowerCase()) } };
  });
}

function judge(statements: readonly Prepared[], request: IamRequest): Decision {
  const allowing: PolicyStatement[] = [];
  const open: PolicyStatement[] = [];
  const vetoes: PolicyStatement[] = [];

  for (const statement of statements) {
    const { origin } = statement;
    const outcome = appliesTo(statement, request);
    if (outcome === false) continue;

    if (origin.statement.effect === 'Allow') (outcome ? allowing : open).push(origin);
    else if (outcome) return { answer: 'denied', deciding: [origin], conditions: [] };
    else vetoes.push(origin);
  }

  const grants = allowing.length > 0 ? allowing : open;
  if (grants.length === 0) return denied;
  const undecided = [...(grants === open ? open : []), ...vetoes];
  return {
    answer: undecided.length > 0 ? 'conditional' : 'allowed',
    deciding: [...grants, ...vetoes],
    conditions: undecided.flatMap(({ statement }) =>
      statement.conditions.filter((each) => outcomeOf(each, request.context) === undefined),
    ),
  };
}

const denied: Decision = { answer: 'denied', deciding: [], conditions: [] };

function within(granted: Decision, limit: Decision): Decision {
  if (granted.answer === 'denied') return granted;
  if (limit.answer === 'denied') return limit;

  const isSure = granted.answer === 'allowed' && limit.answer === 'allowed';
  return {
    answer: isSure ? 'allowed' : 'conditional',
    deciding: [...granted.deciding, ...limit.deciding],
    conditions: [...granted.conditions, ...limit.conditions],
  };
}

function appliesTo({ origin, actions }: Prepared, request: IamRequest): Outcome {
  if (!selects(actions, request.action)) return false;

  const { resources, conditions } = origin.statement;
  const onResource = selectsResource(resources, request);
  if (onResource === false) return false;
  return all([onResource, ...conditions.map((each) => outcomeOf(each, request.context))]);
}

function selectsResource({ scope, patterns }: Selection, request: IamRequest): Outcome {
  const found = any(patterns.map((pattern) => isResource(pattern, request)));

  return scope === 'only' ? found : not(found);
}

/** A variable that the request lacks makes a name of nothing. */
function isResource(written: string, { resource, context }: IamRequest): Outcome {
  const { pattern, variables } = fillVariables(written, context);
  if (variables === 'absent' || !matches(pattern, resource)) return false;

  return variables === 'unknown' ? undefined : true;
}
