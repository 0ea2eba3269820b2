import {
  type OrganizationControls,
  resourceControlPolicy,
  serviceControlPolicy,
} from '../../functions/engines/iam/organization-controls.ts';
import type { Written } from './role-of.ts';

/** Statements of the policies of a level: allow, and on everything, unless they say otherwise. */
type WrittenLevel = readonly (readonly Written[])[];

export const fullAccess: readonly Written[] = [{ Action: '*' }];

/** Levels by id, from the root down. */
export function controlsOf(
  levels: Readonly<Record<string, WrittenLevel>>,
  resources: readonly (readonly Written[])[] = [],
): OrganizationControls {
  return {
    organization: 'o-shop',
    levels: Object.entries(levels).map(([id, policies]) => ({
      id,
      policies: policies.map((statements, index) =>
        serviceControlPolicy({
          id: `p-${id}-${index}`,
          name: `${id}-${index}`,
          content: contentOf(statements, {}),
        }),
      ),
    })),
    resources: resources.map((statements, index) =>
      resourceControlPolicy({
        id: `p-resource-${index}`,
        name: `resource-${index}`,
        content: contentOf(statements, { Principal: '*' }),
      }),
    ),
    unread: [],
  };
}

function contentOf(statements: readonly Written[], more: Written): string {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    ...('NotResource' in statement ? {} : { Resource: '*' }),
    ...more,
    ...statement,
  }));

  return JSON.stringify({ Version: '2012-10-17', Statement });
}
