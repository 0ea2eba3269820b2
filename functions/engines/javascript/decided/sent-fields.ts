import type { FieldPath } from '../../flow/index.ts';

/** Whether what lies there in the event of a request is up to who sends it: not what API Gateway says, nor what other triggers bring. */
export function isOfEvent(path: FieldPath): boolean {
  const [first = 'body', second = ''] = path;
  if (others.has(first) || isOfGateway(path)) return false;

  return !(/headers$/i.test(first) && ofNetwork.test(second));
}

/** Whether an authorizer, or API Gateway itself, says it. */
export function isOfGateway(path: FieldPath): boolean {
  return path.some((field) =>
    /^(?:requestContext|authorizer|claims|identity|apiGateway)$/.test(field),
  );
}

const others: ReadonlySet<string> = new Set(
  (
    'Records records detail detail-type source resources account region requestContext stageVariables httpMethod isBase64Encoded version ' +
    'routeKey resource request response triggerSource userPoolId userName callerContext identity arguments info awslogs ' +
    'user auth claims principal decoded session userId invokingEvent'
  ).split(' '),
);

const ofNetwork =
  /^(?:x-forwarded-\w+|host|origin|referer|user-agent|via|cf-[\w-]+|cloudfront-[\w-]+|x-amzn?-[\w-]+|content-type|content-length|accept[\w-]*)$/i;
