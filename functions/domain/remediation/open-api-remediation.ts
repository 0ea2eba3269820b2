import type { SignatureCheck } from '../../core/signature-check.ts';
import { type ApiRoute, nameOfFunction, stagesOf } from '../exposure/api-route.ts';
import type { OpenApi } from '../exposure/open-api.ts';
import { awsCommand } from './aws-command.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';
import { signedBySender } from './signed-by-sender.ts';

/** As many commands as a reader copies. */
const MOST_COMMANDS = 5;

/**
 * How to make an API authenticate its callers, route by route.
 *
 * @param check of a signature by the code, if one is recognised
 */
export function openApiRemediation(api: OpenApi, check: SignatureCheck | undefined): string {
  return remediationText(leads[api.kind], [
    signedBySender('Then leave the route open', check),
    ...authorizersToCorrect(api),
    ...authorizationParts(api),
  ]);
}

function authorizersToCorrect({ routes }: OpenApi): readonly RemediationPart[] {
  const open = routes.flatMap(({ route }) =>
    route.openAuthorizer === undefined ? [] : nameOfFunction(route.authorizer ?? ''),
  );

  return [...new Set(open)].map((name) => ({
    title: `The authorizer ${name} lets any caller through`,
    text: 'Have it verify what they send: its finding of code/open-authorizer shows where.',
  }));
}

/** Routes of an API that are to get an authorization. */
export interface UnauthorizedRoutes extends Pick<OpenApi, 'kind' | 'apiId' | 'region'> {
  readonly routes: readonly { readonly route: ApiRoute }[];
}

/** The commands by which each of the routes requires signed requests. */
export function authorizationParts(of: UnauthorizedRoutes): readonly RemediationPart[] {
  return of.kind === 'REST' ? methodsOf(of) : routesOf(of);
}

const leads: Readonly<Record<OpenApi['kind'], string>> = {
  REST: 'Unless it is public by design, require signed requests (AWS_IAM) or give its methods an authorizer (CDK: authorizationType of addMethod).',
  HTTP: 'Unless it is public by design, require signed requests (AWS_IAM) or give its routes an authorizer (CDK: authorizer of addRoutes).',
  WebSocket:
    'Unless it is public by design, give $connect an authorizer: a connected client is not checked again (CDK: connectRouteOptions: { integration, authorizer } of WebSocketApi).',
};

function routesOf({ apiId, region, kind, routes }: UnauthorizedRoutes): readonly RemediationPart[] {
  const named = { 'api-id': apiId, region };
  const keys = kind === 'WebSocket' ? ['$connect'] : routes.map(({ route }) => route.key);

  return [
    { title: 'The ids of its routes', text: awsCommand('apigatewayv2', 'get-routes', named) },
    {
      title: `For each of these: ${listed([...new Set(keys)])}`,
      text: awsCommand('apigatewayv2', 'update-route', {
        ...named,
        'route-id': 'ID',
        'authorization-type': 'AWS_IAM',
      }),
    },
  ];
}

function methodsOf({ apiId, region, routes }: UnauthorizedRoutes): readonly RemediationPart[] {
  const named = { 'rest-api-id': apiId, region };
  const stages = new Set(routes.flatMap(({ route }) => stagesOf(route)));
  const methods = [...new Set(routes.map(({ route }) => route.key.split(' ')[0] ?? ''))];

  return [
    { title: 'The ids of its resources', text: awsCommand('apigateway', 'get-resources', named) },
    {
      title: `For each of these: ${listed(routes.map(({ route }) => route.key))}`,
      text: methods
        .slice(0, MOST_COMMANDS)
        .map((method) =>
          awsCommand('apigateway', 'update-method', {
            ...named,
            'http-method': method,
            'resource-id': 'ID',
            'patch-operations': 'op=replace,path=/authorizationType,value=AWS_IAM',
          }),
        )
        .join('\n'),
    },
    {
      title: 'Then deploy it to its stages',
      text: (stages.size > 0 ? [...stages] : ['STAGE'])
        .slice(0, MOST_COMMANDS)
        .map((stage) =>
          awsCommand('apigateway', 'create-deployment', { ...named, 'stage-name': stage }),
        )
        .join('\n'),
    },
  ];
}

function listed(keys: readonly string[]): string {
  const more = keys.length - MOST_COMMANDS;

  return `${keys.slice(0, MOST_COMMANDS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
