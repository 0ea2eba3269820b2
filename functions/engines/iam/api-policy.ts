import { allowsPublic } from './public-access.ts';
import { type ResourceStatement, resourceStatements } from './resource-policy.ts';

const INVOKE = 'execute-api:Invoke';

/**
 * The resource policy of a REST API, as GetRestApis returns it: with its quotes escaped.
 *
 * @throws MalformedPolicy
 */
export function apiPolicy(text: string): readonly ResourceStatement[] {
  const document = text.startsWith('{\\') ? text.replaceAll('\\"', '"') : text;

  return resourceStatements(document, 'the policy of the API');
}

/**
 * Whether it makes a route public. Where an API has a policy, it must allow the call.
 *
 * Source: "How API Gateway resource policies affect authorization workflow" (API Gateway Developer
 * Guide).
 *
 * @param route `arn:aws:execute-api:…:API/STAGE/GET/orders`
 */
export function allowsPublicCall(statements: readonly ResourceStatement[], route: string): boolean {
  return allowsPublic(
    INVOKE,
    route,
    statements.map((statement) => inFull(statement, route)),
  );
}

/** `execute-api:/live/GET/*` stands for the same of this API. */
function inFull(statement: ResourceStatement, route: string): ResourceStatement {
  const api = route.split('/')[0] ?? route;
  const patterns = statement.resources.patterns.map((pattern) =>
    pattern.replace(/^execute-api:\//, `${api}/`),
  );

  return { ...statement, resources: { ...statement.resources, patterns } };
}
