import { actionsMatching, namingOf, typeNames } from '../../engines/iam/index.ts';

/** What only the owner can know. It matches nothing, so that a policy with it allows nothing. */
export function placeholder(what: string): string {
  return `<${what}>`;
}

/** Whether some of a text is for its owner to fill in. */
export function isPlaceholder(text: string): boolean {
  return text.includes('<');
}

/**
 * In the place of the resources that an action should be limited to.
 *
 * @param action or a pattern of some, or what stands for those of a service.
 */
export function usedResource(action: string): string {
  const [service = ''] = action.toLowerCase().split(':');
  if (action.toLowerCase() === 'iam:passrole') return placeholder('ARN of the role it passes');
  const names = namesOf(action);

  if (names.length > 0 && names.length <= MOST_NAMES) {
    return placeholder(`ARN of the ${names.join(' or ')} it uses`);
  }
  return placeholder(`ARN of what it uses${/^[a-z\d-]+$/.test(service) ? ` of ${service}` : ''}`);
}

const MOST_NAMES = 2;

/** What a policy names for an action; for those of a service that are not known, what it names most often. */
function namesOf(action: string): readonly string[] {
  const [service = ''] = action.toLowerCase().split(':');
  const noun = nouns.get(service);
  if (isPlaceholder(action)) return noun === undefined ? [] : [noun];

  const types = actionsMatching(action).flatMap((each) => namingOf(each)?.types ?? []);
  return typeNames(types);
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
  ['s3', 'bucket or object'],
  ['secretsmanager', 'secret'],
  ['ses', 'identity'],
  ['sns', 'topic'],
  ['sqs', 'queue'],
  ['ssm', 'parameter'],
  ['states', 'state machine'],
  ['sts', 'role'],
]);
