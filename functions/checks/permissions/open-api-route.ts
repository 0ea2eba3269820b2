import { type ApiRoute, isOpenRoute } from '../../domain/api-route.ts';
import { type Detail, defineCheck, failIfAny, lines } from '../../domain/check.ts';
import { awsCommand } from '../../domain/remedy/aws-command.ts';

export const openApiRoute = defineCheck({
  id: 'permissions/open-api-route',
  target: 'function',
  title: 'Anyone can call it through an API',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'A route without an authorizer and without a key runs the function for whoever finds the ' +
    'address, at your cost, with what the role of the function allows. What is said here is said ' +
    'of the configuration: a function may well check its callers itself, and a public page is ' +
    'meant to be public. Suppress such a route with a word on why.',
  remediation:
    'Give the route an authorizer (IAM, Cognito, JWT or a Lambda function), or limit the API by a ' +
    'resource policy.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html',
  ],
  suppression: { covers: 'to which alias or version the route leads' },
  cwe: 'CWE-306',
  needs: ['apiRoutes'],

  evaluate({ apiRoutes }) {
    return failIfAny(apiRoutes.filter(isOpenRoute).map(detailOf));
  },
});

function detailOf(route: ApiRoute): Detail {
  const { kind, apiId, apiName, key, addresses, qualifier } = route;

  return {
    subject: `${apiId}/${key}`,
    mark: [`${key} to ${qualifier ?? 'the function'}`],
    summary: `${key} of the ${kind} API ${apiName} asks for no authorisation`,
    evidence: lines(
      ...addresses.slice(0, 5),
      ...(qualifier === undefined ? [] : [`leads to ${qualifier} of the function`]),
    ),
    remediation: remediationFor(route),
  };
}

function remediationFor({ kind, apiId, key }: ApiRoute): string {
  if (kind === 'WebSocket') {
    return [
      'Give $connect an authorizer; who has connected is asked no more',
      "(CDK: connectRouteOptions: { integration, authorizer } of WebSocketApi). The route's id is told by:",
      awsCommand('apigatewayv2', 'get-routes', { 'api-id': apiId }),
      `${awsCommand('apigatewayv2', 'update-route', { 'api-id': apiId })} --route-id ID --authorization-type AWS_IAM`,
    ].join('\n');
  }
  if (kind === 'HTTP') {
    return [
      "Let its callers sign, or give it an authorizer (CDK: authorizer of addRoutes). The route's id is told by:",
      awsCommand('apigatewayv2', 'get-routes', { 'api-id': apiId }),
      `${awsCommand('apigatewayv2', 'update-route', { 'api-id': apiId })} --route-id ID --authorization-type AWS_IAM`,
    ].join('\n');
  }

  const [method = ''] = key.split(' ');
  return [
    "Let its callers sign, or give it an authorizer (CDK: authorizationType of addMethod). The resource's id is told by:",
    awsCommand('apigateway', 'get-resources', { 'rest-api-id': apiId }),
    `${awsCommand('apigateway', 'update-method', { 'rest-api-id': apiId, 'http-method': method })} --resource-id ID --patch-operations op=replace,path=/authorizationType,value=AWS_IAM`,
    'and deploy the API again, stage by stage.',
  ].join('\n');
}
