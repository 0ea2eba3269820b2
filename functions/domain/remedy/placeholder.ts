/** What nobody but the owner can know. It matches nothing, so that a policy with it allows nothing. */
export function placeholder(what: string): string {
  return `<${what}>`;
}

/** In the place of the resources that an action should be limited to. */
export function usedResource(action: string): string {
  const [service = ''] = action.toLowerCase().split(':');
  if (action.toLowerCase() === 'iam:passrole') return placeholder('ARN of the role it hands over');
  if (service === 's3') return placeholder('ARN of the bucket it uses, or of its objects');
  const noun = nouns.get(service);

  if (noun) return placeholder(`ARN of the ${noun} it uses`);
  return placeholder(`ARN of what it uses${/^[a-z\d-]+$/.test(service) ? ` of ${service}` : ''}`);
}

/** In the place of the actions that a service should be limited to. */
export function calledAction(service: string): string {
  return `${service}:${placeholder('each action it calls')}`;
}

/** What policies name of a service most often. */
const nouns: ReadonlyMap<string, string> = new Map([
  ['dynamodb', 'table'],
  ['ecr', 'repository'],
  ['events', 'event bus'],
  ['firehose', 'stream'],
  ['iam', 'role'],
  ['kinesis', 'stream'],
  ['kms', 'key'],
  ['lambda', 'function'],
  ['logs', 'log group'],
  ['secretsmanager', 'secret'],
  ['ses', 'identity'],
  ['sns', 'topic'],
  ['sqs', 'queue'],
  ['ssm', 'parameter'],
  ['states', 'state machine'],
  ['sts', 'role'],
]);
