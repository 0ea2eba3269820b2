import { firstOf, lines } from '../../core/evidence.ts';
import type { Severity } from '../../core/severity.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { type AppsyncApi, takesKeyAlone } from '../../domain/exposure/appsync-api.ts';
import { ratesInWords } from '../../domain/exposure/web-acl.ts';
import { appsyncKeyRemediation } from '../../domain/remediation/appsync-key-remediation.ts';
import type { RolePower } from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

/** As many data sources as a reader wants. */
const MOST_NAMED = 20;

export const appsyncApiKey = defineCheck({
  id: 'permissions/appsync-api-key',
  target: 'function',
  title: 'API key as the only authentication of an AppSync API',
  severity: 'low',
  practice: 'permissions',
  rationale:
    'AWS calls a GraphQL API whose default authorization is an API key unauthenticated: the key ' +
    'lies in the code of each client, and is meant for public APIs and for development. Anyone ' +
    'who has it has the API run the function, with the permissions of its role, and AppSync ' +
    'limits no holder of a key. The function is the data source of such an API, by a role of the ' +
    'API, so that its own policy shows none of it. It is medium where the role gives much: it is ' +
    'an administrator, reads any secrets, parameters, objects or keys, or may change ' +
    'permissions, code or monitoring; low otherwise. A role that cannot be read makes a new ' +
    'finding medium and leaves the severity of a known one. It begins an attack path. An API that ' +
    'takes keys for the fields that its schema marks, and another authorization by default, is no ' +
    'finding: schemas and resolvers are not read. Nor are keys, or whether one is left. The same ' +
    'holds for an Event API with a namespace of channels that has the function run for publishers or ' +
    'subscribers with a key, by the default of the API or its own; where its namespaces cannot be ' +
    'read, the default for publishers counts.',
  remediation:
    'Make IAM, a user pool, OIDC or a Lambda authorizer the default authorization of the API, and ' +
    'mark the fields that are public by design with @aws_api_key.',
  references: [
    'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    'https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html',
  ],
  suppression: { covers: 'its data sources, and to which alias or version each leads' },
  cwe: 'CWE-1390',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'] },
  needs: ['appsyncApis', 'rolePower'],

  evaluate({ appsyncApis, rolePower }) {
    const keyed = Map.groupBy(appsyncApis.filter(takesKeyAlone), ({ apiId }) => apiId);

    return failIfAny([...keyed.values()].flatMap((ways) => detailOf(ways, rolePower)));
  },
});

/** Of one API, by each alias and version that it runs, and by each that merges it. */
function detailOf(ways: readonly AppsyncApi[], power: RolePower | undefined): readonly Detail[] {
  const [first] = ways;
  if (!first) return [];

  const { apiId, apiName, address } = first;

  return [
    {
      subject: apiId,
      mark: ways.flatMap(namesOf),
      severity: severityBy(power),
      summary: `Anyone who has the API key of the AppSync API ${apiName} can run it, at ${address}`,
      evidence: lines(
        ...firstOf(ways.flatMap(linesOf), MOST_NAMED),
        ...(ways.some(({ alsoAccepted, isEvents }) => alsoAccepted.length > 0 && !isEvents)
          ? ['A field of its schema may ask for more: the schema was not read']
          : []),
        ...(first.isEvents && !first.namespaces
          ? ['A namespace of its channels may ask for another one: that was not read']
          : []),
        power?.because ?? 'the permissions of its role are not known',
      ),
      remediation: appsyncKeyRemediation(first),
    },
  ];
}

/** Milder than without any key. */
function severityBy(power: RolePower | undefined): Severity {
  return !power || power.gives === 'much' ? 'medium' : 'low';
}

/** What suppressions cover. */
function namesOf({ dataSources, qualifier, mergedInto }: AppsyncApi): readonly string[] {
  const by = mergedInto === undefined ? '' : ` by ${mergedInto}`;

  return dataSources.map((name) => `${name} to ${qualifier ?? 'the function'}${by}`);
}

function linesOf({
  dataSources,
  qualifier,
  mergedInto,
  authentication,
  alsoAccepted,
  namespaces,
  webAcls = [],
}: AppsyncApi): readonly string[] {
  const to = qualifier === undefined ? '' : `, leads to ${qualifier} of the function`;
  const by = mergedInto === undefined ? '' : `, by the merged API ${mergedInto}`;
  const channels = namespaces ? ` in the channels of ${namespaces.join(', ')}` : '';
  const accepts = `${[authentication, ...alsoAccepted].join(', ')}${channels}`;
  const acl = webAcls.map((each) => `web ACL ${each.name} (${ratesInWords(each)})`).join(', ');

  return dataSources.map(
    (name) => `data source ${name}: ${accepts}; ${acl || 'no web ACL'}${by}${to}`,
  );
}
