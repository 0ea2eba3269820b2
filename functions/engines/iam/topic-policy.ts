import { allowsPublic } from './public-access.ts';
import { resourceStatements } from './resource-policy.ts';

/**
 * Whether anyone may publish to a topic of SNS.
 *
 * @param document its policy, as GetTopicAttributes returns it.
 * @throws MalformedPolicy
 */
export function isPublicTopic(document: string, topic: string): boolean {
  return allowsPublic(
    'sns:Publish',
    topic,
    resourceStatements(document, 'the policy of the topic'),
  );
}
