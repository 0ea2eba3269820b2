import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { AppSyncClient } from '@aws-sdk/client-appsync';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { IoTClient } from '@aws-sdk/client-iot';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { apiRoutes } from '../adapters/aws/api-routes.ts';
import { appsyncApis } from '../adapters/aws/appsync-apis.ts';
import { awsClients } from '../adapters/aws/aws-clients.ts';
import { balancerRules } from '../adapters/aws/balancer-rules.ts';
import { listedDistributions } from '../adapters/aws/distributions.ts';
import { auditedRegions, enabledRegions } from '../adapters/aws/enabled-regions.ts';
import { iamLastAccess } from '../adapters/aws/iam-last-access.ts';
import { iamRoles } from '../adapters/aws/iam-roles.ts';
import { identityPoolGuests } from '../adapters/aws/identity-pools.ts';
import { iotCallers } from '../adapters/aws/iot-callers.ts';
import { iotPolicies } from '../adapters/aws/iot-policies.ts';
import { iotPublisherReader } from '../adapters/aws/iot-publishers.ts';
import { lambdaAliases } from '../adapters/aws/lambda-aliases.ts';
import { lambdaFunctionUrls } from '../adapters/aws/lambda-function-urls.ts';
import { lambdaInventory } from '../adapters/aws/lambda-inventory.ts';
import { lambdaLayerPolicy } from '../adapters/aws/lambda-layer-policy.ts';
import { lambdaResourcePolicies } from '../adapters/aws/lambda-resource-policies.ts';
import { roleIsGone } from '../adapters/aws/named-role.ts';
import { readControls } from '../adapters/aws/organization-controls.ts';
import { sameHost } from '../adapters/aws/same-host.ts';
import { smallRegions } from '../adapters/aws/small-regions.ts';
import { defaultRules, ownBuckets } from '../adapters/aws/trigger-listings.ts';
import { awsTriggerSources } from '../adapters/aws/trigger-sources.ts';
import { usableRegions } from '../adapters/aws/usable-regions.ts';
import { userPools } from '../adapters/aws/user-pools.ts';
import { webAclReader } from '../adapters/aws/web-acls.ts';
import { deployedCode } from '../adapters/tables/deployed-code.ts';
import { functionCalls } from '../adapters/tables/function-calls.ts';
import type { RoleReader } from '../app/account-readers.ts';
import { oncePerChunk, perTarget, perTargetKnown } from '../app/collectors.ts';
import { inTurn } from '../app/in-turn.ts';
import type { Scanner } from '../app/work.ts';
import * as ownChecks from '../checks/permissions/index.ts';
import { unknown } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import { checksAbout, enabledChecks, needsOf } from '../domain/registry.ts';
import { environmentKey } from '../engines/archive/index.ts';
import { MOST_DAYS, noControls } from '../engines/iam/index.ts';
import { acceptedTargets } from '../facts/accepted-targets.ts';
import {
  changeCandidateSurvey,
  changerSurvey,
  surveyedChangers,
} from '../facts/account/changers.ts';
import { deployRoles } from '../facts/account/deploy-roles.ts';
import { wideIotPolicies } from '../facts/account/wide-iot-policies.ts';
import { carrierSurvey } from '../facts/account-aging.ts';
import { aliasesInTurn } from '../facts/aliases-in-turn.ts';
import { openByExposures } from '../facts/code-of-open.ts';
import { routeSurvey, surveyedApis, surveyedRoutes } from '../facts/function/api-routes.ts';
import { appsyncSurvey, surveyedAppsyncApis } from '../facts/function/appsync-apis.ts';
import { balancerSurvey, surveyedBalancerRules } from '../facts/function/balancer-rules.ts';
import { decidedChanges } from '../facts/function/decided-changes.ts';
import { functionUrls } from '../facts/function/function-urls.ts';
import { publishedRules } from '../facts/function/iot-publishers.ts';
import { powerInUse } from '../facts/function/power-in-use.ts';
import { resourcePolicies } from '../facts/function/resource-policies.ts';
import { rolePowerSurvey, surveyedRolePowers } from '../facts/function/role-power.ts';
import { triggerSources } from '../facts/function/trigger-sources.ts';
import { usagePlans } from '../facts/function/usage-plans.ts';
import { verifiesSignature } from '../facts/function/verifies-signature.ts';
import { entryPointsKeeper } from '../facts/function/ways-in.ts';
import { guestRoleSurvey, surveyedGuestRoles } from '../facts/guest-roles.ts';
import { factWords } from '../facts/index.ts';
import { keptTableSurvey } from '../facts/kept-tables.ts';
import { layerPolicy } from '../facts/layer/layer-policy.ts';
import { layerSurvey } from '../facts/layer-survey.ts';
import { reportedAuthorizers, withOpenAuthorizers } from '../facts/open-authorizers.ts';
import { storedPartNotes } from '../facts/part-notes.ts';
import { reportedFaults } from '../facts/reported-faults.ts';
import { callsShown } from '../facts/role/calls-shown.ts';
import { codeUse } from '../facts/role/code-use.ts';
import { controlSurvey, controls, surveyedControls } from '../facts/role/controls.ts';
import { exists } from '../facts/role/exists.ts';
import { lastAccessInTurn } from '../facts/role/last-access.ts';
import { onward } from '../facts/role/onward.ts';
import { type NamedFunction, openFunctions } from '../facts/role/open-functions.ts';
import { permissions } from '../facts/role/permissions.ts';
import { trust } from '../facts/role/trust.ts';
import {
  creationTimes,
  lastUses,
  roleSurvey,
  storedRoles,
  waitingRoles,
} from '../facts/role-survey.ts';
import { configuration } from '../facts/several/configuration.ts';
import { now } from '../facts/several/now.ts';
import { organization } from '../facts/several/organization.ts';
import { layerSharers, roleSharers } from '../facts/several/sharers.ts';
import { trustedAccounts } from '../facts/several/trusted-accounts.ts';
import { sharingRoles } from '../facts/sharing-roles.ts';
import { targetOwners } from '../facts/target-owners.ts';
import type { AssembledScanner, ScannerParts } from './assembled-scanner.ts';

/** Of its own alone: the data of other scanners' checks would weigh on every start. */
const checks = Object.values(ownChecks);
type Checks = (typeof checks)[number];

export function permissionsScanner(parts: ScannerParts): AssembledScanner {
  const { settings, facts, clock } = parts;
  const aws = awsClients({ ...parts, perSecond: settings.apiRate });
  const lambda = aws.limitedIn(LambdaClient, sameHost);
  const enabledIn = enabledRegions(aws.unlimited(EC2Client));
  const iam = aws.limited(IAMClient, sameHost);
  const stored = storedRoles(facts);
  const ofLayers = oncePerChunk(layerSharers(facts, parts.watched));
  const surveyed = {
    exists: exists(stored),
    sharers: oncePerChunk(roleSharers(stored)),
    permissions: permissions(stored),
    trust: trust(stored),
    onward: onward(stored),
  };
  const uses = oncePerChunk(codeUse(surveyed.sharers, functionCalls(facts), facts));
  const enabled = enabledChecks(checks, settings);
  // What no check asks for is not granted either.
  const needs = new Set(needsOf(checksAbout('function', enabled)));
  const ofAccount = new Set(needsOf(checksAbout('account', enabled)));
  const needsChangers = ofAccount.has('changers');
  const addsUpPolicies = ofAccount.has('wideIotPolicies');
  const roleNeeds = new Set(needsOf(checksAbout('role', enabled)));
  const layerNeeds = new Set(needsOf(checksAbout('layer', enabled)));
  const needsOrganization = needs.has('organization') || layerNeeds.has('organization');

  const turns = {
    isReadWhole: parts.readsAll ? always : smallRegions(lambda, clock),
    facts,
    clock,
  };
  const isInOrganization = settings.organization.length > 0;
  // Members may not ask: the account of the process is the one that is a delegated administrator.
  const organizations = () =>
    awsClients({ ...parts, entered: undefined, perSecond: settings.apiRate }).unlimited(
      OrganizationsClient,
    );

  const leftOver = async () => (isInOrganization ? surveyedControls(facts) : noControls);

  const readers = {
    aliases: (of: NamedFunction) => lambdaAliases(lambda(of.region), of.arn),
    policies: lambdaResourcePolicies(lambda, facts, clock),
    urls: lambdaFunctionUrls(lambda),
  };
  const policies = resourcePolicies(
    readers.policies,
    aliasesInTurn({ ...turns, read: readers.aliases }),
  );
  const urls =
    needs.has('functionUrls') || roleNeeds.has('openFunctions')
      ? functionUrls({ ...turns, policies, read: readers.urls })
      : notAsked;
  const authorizers = reportedAuthorizers(parts.findings, clock);
  const routes = oncePerChunk(withOpenAuthorizers(surveyedRoutes(facts), authorizers));
  const rules = needs.has('balancerRules')
    ? oncePerChunk(surveyedBalancerRules(facts, policies))
    : notAsked;
  const graphql = needs.has('appsyncApis')
    ? oncePerChunk(withOpenAuthorizers(surveyedAppsyncApis(facts), authorizers))
    : notAsked;
  const deployed = deployedCode(facts);
  const s3 = aws.limitedIn(S3Client, { followRegionRedirects: true });
  const events = aws.limitedIn(EventBridgeClient);
  const webAcls = webAclReader(aws.limitedIn(WAFV2Client), clock);
  const iot = iotCallers(aws.limitedIn(IoTClient), clock);
  const pools = userPools(aws.limitedIn(CognitoIdentityProviderClient), clock);
  const { signUpOf } = pools;
  const sourceReader = awsTriggerSources({
    s3,
    sns: aws.limitedIn(SNSClient),
    events,
    buckets: ownBuckets(s3, clock),
    rules: defaultRules(events, clock),
    apis: surveyedApis(facts),
    distributions: listedDistributions(aws.limited(CloudFrontClient), webAcls, clock),
    iot,
    userPools: pools,
  });
  const sources =
    needs.has('triggerSources') || needs.has('iotPublishers')
      ? oncePerChunk(triggerSources(policies, { one: sourceReader, allOfIot: iot.all }))
      : notAsked;

  const published = needs.has('iotPublishers')
    ? oncePerChunk(
        publishedRules(
          policies,
          sources,
          iotPublisherReader({
            policies: iotPolicies(aws.limitedIn(IoTClient), clock),
            authorizers: iot.authorizers,
            guestRoles: () => surveyedGuestRoles(facts),
            isGuest: identityPoolGuests(aws.limitedIn(CognitoIdentityClient), clock),
            controls: leftOver,
            clock,
          }),
        ),
      )
    : notAsked;
  const openAmong = openByExposures({ urls, routes, rules, published });

  const observer: Scanner<Checks> = {
    name: 'permissions',
    checks: enabled,
    collectors: {
      function: {
        configuration: configuration(),
        resourcePolicies: policies,
        triggerSources: sources,
        iotPublishers: published,
        functionUrls: urls,
        apiRoutes: routes,
        usagePlans: usagePlans(facts, routes),
        balancerRules: rules,
        appsyncApis: graphql,
        rolePower: surveyedRolePowers(facts, { routes, rules, urls, apis: graphql, published }),
        powerInUse: powerInUse({
          facts,
          read: deployed.doings,
          routes,
          rules,
          urls,
          published,
          environmentKey,
          reported: reportedFaults(
            parts.findings,
            clock,
            (check) => !settings.disabledChecks.includes(check),
          ),
        }),
        verifiesSignature: verifiesSignature(deployed.verifiesSignature, openAmong),
        decidedChanges: decidedChanges(deployed.decidedChanges, openAmong),
        trustedAccounts: trustedAccounts(settings, parts.watched),
        organization: organization(facts, isInOrganization),
      },
      role: {
        configuration: configuration(),
        now: now(clock),
        ...surveyed,
        controls: controls(facts, isInOrganization),
        codeUse: uses,
        callsShown: callsShown(uses),
        openFunctions: openFunctions(surveyed.sharers, readers, facts),
        lastAccess: lastAccessInTurn({
          reader: iamLastAccess({ client: iam }),
          facts,
          clock,
          days: Math.min(settings.idleDays, MOST_DAYS),
          createdAt: creationTimes(stored),
          lastUsedAt: lastUses(stored, clock),
          mayWait: parts.readsAll ? perTarget(() => false) : waitingRoles(stored),
          ...surveyed,
        }),
        trustedAccounts: trustedAccounts(settings, parts.watched),
      },
      layer: {
        configuration: configuration(),
        sharers: ofLayers,
        layerPolicy: layerPolicy(lambdaLayerPolicy(lambda)),
        organization: organization(facts, isInOrganization),
        trustedAccounts: trustedAccounts(settings, parts.watched),
      },
      account: {
        changers: surveyedChangers(facts),
        deployRoles: deployRoles(settings),
        wideIotPolicies: wideIotPolicies(parts),
      },
    },
    keepers: {
      function: needs.has('resourcePolicies')
        ? [
            entryPointsKeeper(
              { policies, urls, routes, rules, apis: graphql, sources, published },
              facts,
              clock,
            ),
          ]
        : [],
    },
    // Notes of its own functions are a part of what the account adds up.
    accountLast: addsUpPolicies,
    partNotes: storedPartNotes({ scanner: 'permissions', facts, findings: parts.findings, clock }),
    ...targetOwners({
      scanner: 'permissions',
      facts,
      clock,
      settings,
      ofRoles: surveyed.sharers,
      ofLayers,
      watched: parts.watched,
    }),
    clock,
    words: factWords,
  };

  const roles = iamRoles(iam);
  const apis = {
    rest: aws.limitedIn(APIGatewayClient),
    http: aws.limitedIn(ApiGatewayV2Client),
    machines: aws.limitedIn(SFNClient),
    signUpOf,
    webAcls,
  };
  const balancers = {
    balancers: aws.limitedIn(ElasticLoadBalancingV2Client),
    groups: aws.limitedIn(EC2Client),
    signUpOf,
    webAcls,
  };

  const populated = [
    ...(needs.has('balancerRules') ? [balancerSurvey(balancerRules(balancers), facts)] : []),
    ...(needs.has('powerInUse') ? [keptTableSurvey(facts)] : []),
  ];

  return {
    observer,
    inventory: lambdaInventory({
      lambda,
      regions: usableRegions(auditedRegions(settings, enabledIn), lambda),
      withVersions: true,
    }),
    surveys: {
      regions: inTurn(
        sharingRoles(roles, [
          ...(needsChangers ? [(reader: RoleReader) => changeCandidateSurvey(reader, facts)] : []),
          ...(needs.has('rolePower')
            ? [(reader: RoleReader) => rolePowerSurvey(reader, facts, clock)]
            : []),
          ...(needs.has('iotPublishers')
            ? [(reader: RoleReader) => guestRoleSurvey(reader, facts)]
            : []),
          ...((roleNeeds.has('controls') || needsOrganization || needsChangers) && isInOrganization
            ? [(reader: RoleReader) => controlSurvey(reader, readControls(organizations()), facts)]
            : []),
        ]),
        ...(needs.has('apiRoutes') || needs.has('triggerSources')
          ? [routeSurvey(apiRoutes(apis), facts)]
          : []),
        ...(needs.has('appsyncApis')
          ? [
              appsyncSurvey(
                appsyncApis({ clientIn: aws.limitedIn(AppSyncClient), signUpOf, webAcls }),
                facts,
              ),
            ]
          : []),
      ),
      ...(populated.length > 0 && { populated: inTurn(...populated) }),
      roles: roleSurvey({
        reader: roles,
        isGone: roleIsGone(iam),
        controls: leftOver,
        facts,
        clock,
      }),
      layers: layerSurvey(facts),
      account: inTurn(
        ...(addsUpPolicies ? [carrierSurvey(facts)] : []),
        ...(needsChangers
          ? [changerSurvey({ facts, accepted: acceptedTargets(parts), controls: leftOver, clock })]
          : []),
      ),
    },
    chunk: 25,
  };
}

/** For a process that will not see another night. */
const always = async () => true;

const notAsked = perTargetKnown<FunctionTarget, never>(async () =>
  unknown('no check that asks for it is enabled'),
);
