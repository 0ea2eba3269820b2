import { resourceStatements } from './resource-policy.ts';
import { letsStrangers } from './strangers-access.ts';

/**
 * Whether anyone may publish to a topic of SNS.
 *
 * @param document its policy, as GetTopicAttributes returns it.
 * @throws MalformedPolicy
 */
export function letsStrangersPublish(document: string, topic: string): boolean {
  return letsStrangers(
    'sns:Publish',
    topic,
    resourceStatements(document, 'the policy of the topic'),
  );
}
