import type { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, Resource } from '../../functions/domain/grants.ts';
import { FACTS_TABLE } from '../../lib/facts-table.ts';

const FROM_CODE = ' from its own code';
const OF_OUR_SOURCE = ' from its own code, of our source';
const IN_NAMED_ACCOUNTS = ' from its own code, in accounts that are named';
const IN_OUR_ORGANIZATION = ' from its own code, in our organization';

interface Named {
  readonly keys: readonly string[];
  readonly accounts: readonly string[];
}

/**
 * Reads the roles of a synthesised stack. `action on ARN` is one permission, with `from its own code`
 * where it is that function's alone; an ARN is a template as text.
 */
export class RolesOf {
  readonly #stack: Stack;
  readonly #template: Template;
  readonly #named: Named;

  /** @param named what the stack's settings name. */
  constructor(stack: Stack, template: Template, named: Named) {
    this.#stack = stack;
    this.#template = template;
    this.#named = named;
  }

  /** All that the role of the function with this description allows, sorted. */
  allowed(description: string): readonly string[] {
    const [functionId, roleId] = this.#described(`lambda-vigil: ${description}`);
    const policies = this.#template.findResources('AWS::IAM::Policy', {
      Properties: { Roles: [{ Ref: roleId }] },
    });
    const own = {
      ArnEquals: { 'lambda:SourceFunctionArn': { 'Fn::GetAtt': [functionId, 'Arn'] } },
    };
    const and = (StringEquals: object) => JSON.stringify({ ...own, StringEquals });
    const marks: Readonly<Record<string, string>> = {
      [JSON.stringify(own)]: FROM_CODE,
      [and({ 'events:source': 'lambda-vigil' })]: OF_OUR_SOURCE,
      [and({ 'aws:ResourceAccount': this.#named.accounts })]: IN_NAMED_ACCOUNTS,
      [and({ 'aws:ResourceOrgID': `\${aws:PrincipalOrgID}` })]: IN_OUR_ORGANIZATION,
    };

    return Object.values(policies)
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource, Condition }) =>
        pairs([Action].flat(), [Resource].flat()).map(
          (permission) => `${permission}${marks[JSON.stringify(Condition)] ?? ''}`,
        ),
      )
      .sort();
  }

  /** The same for what is declared: `name` is the function's, as in `scan-<name>` or `notify`. */
  declared(name: string, grants: readonly Grant[]): readonly string[] {
    return grants
      .flatMap(({ action, on, by }) =>
        [this.#arns(name)[on]]
          .flat()
          .map((arn) => `${action} on ${arn}${by === 'aws' ? '' : markOf(on)}`),
      )
      .sort();
  }

  /** The logical ids of a function and its role. */
  #described(Description: string): readonly [string, string] {
    const [found] = Object.entries(
      this.#template.findResources('AWS::Lambda::Function', { Properties: { Description } }),
    );
    if (!found) throw new Error(`no function is described as ${Description}`);
    const [id, { Properties }] = found;

    return [id, Properties.Role['Fn::GetAtt'][0]];
  }

  #arns(name: string): Record<Resource, string | readonly string[]> {
    const { partition, region, account } = this.#stack;
    const part = this.#partOf(name);
    const findings = this.#text(this.#table('Findings').tableArn);
    const all = (text: string) => JSON.stringify(this.#stack.resolve(text));

    return {
      everything: '"*"',
      'any function': all(`arn:${partition}:lambda:*:${account}:function:*`),
      'any role': all(`arn:${partition}:iam::${account}:role/*`),
      'any own layer': all(`arn:${partition}:lambda:*:${account}:layer:*:*`),
      'any layer': all(`arn:${partition}:lambda:*:*:layer:*:*`),
      'any own layer as a whole': all(`arn:${partition}:lambda:*:${account}:layer:*`),
      'any API': [
        'restapis',
        'restapis/*/resources',
        'restapis/*/stages',
        'restapis/*/authorizers',
        'apis',
        'apis/*/routes',
        'apis/*/integrations',
        'apis/*/stages',
        'apis/*/authorizers',
        'domainnames',
        'domainnames/*/apimappings',
        'usageplans',
      ].map((path) => all(`arn:${partition}:apigateway:*::/${path}`)),
      'any state machine': all(`arn:${partition}:states:*:${account}:stateMachine:*`),
      'any user pool': all(`arn:${partition}:cognito-idp:*:${account}:userpool/*`),
      'any web ACL': ['regional', 'global'].map((scope) =>
        all(`arn:${partition}:wafv2:*:${account}:${scope}/webacl/*`),
      ),
      'any regional web ACL': all(`arn:${partition}:wafv2:*:${account}:regional/webacl/*`),
      'any IP set': ['regional', 'global'].map((scope) =>
        all(`arn:${partition}:wafv2:*:${account}:${scope}/ipset/*`),
      ),
      'any load balancer': all(
        `arn:${partition}:elasticloadbalancing:*:${account}:loadbalancer/app/*`,
      ),
      'any bucket': all(`arn:${partition}:s3:::*`),
      'any rule': all(`arn:${partition}:events:*:${account}:rule/*`),
      'any IoT rule, authorizer or policy': ['rule', 'authorizer', 'policy'].map((type) =>
        all(`arn:${partition}:iot:*:${account}:${type}/*`),
      ),
      'any identity pool': all(`arn:${partition}:cognito-identity:*:${account}:identitypool/*`),
      'any budget': all(`arn:${partition}:budgets::${account}:budget/*`),
      'any billing view': all(`arn:${partition}:billing::${account}:billingview/*`),
      'any anomaly monitor': all(`arn:${partition}:ce::${account}:anomalymonitor/*`),
      'any anomaly subscription': all(`arn:${partition}:ce::${account}:anomalysubscription/*`),
      'any topic': all(`arn:${partition}:sns:*:${account}:*`),
      'any queue': all(`arn:${partition}:sqs:*:${account}:*`),
      'named keys': this.#named.keys.map(all),
      'NVD key secret': all(
        `arn:${partition}:secretsmanager:${region}:${account}:secret:vigil/nvd-key-??????`,
      ),
      'member roles': all(`arn:${partition}:iam::*:role/watch-${name}`),
      'member roles of the organization': all(`arn:${partition}:iam::*:role/watch-${name}`),
      'any part of the organization': all(`arn:${partition}:organizations::*:*/o-*`),
      'findings table': findings,
      'findings by check': all(`${this.#table('Findings').tableArn}/index/byCheck`),
      'findings stream': all(this.#table('Findings').tableStreamArn ?? ''),
      'facts table': this.#text(this.#table(FACTS_TABLE).tableArn),
      'work queue': this.#attribute(`${part}Queue`),
      'dead letters': this.#attribute(`${part}DeadLetters`),
      'log group': this.#attribute(`${part}${logsOf(name)}`),
      'alert topic': this.#reference('VigilAlerts'),
      'chat topic': this.#reference('VigilTellerChatTopic'),
      'route topics': ['VigilTellerRoutespay', 'VigilTellerRoutespaychatTopic'].map((id) =>
        this.#reference(id),
      ),
      'event bus': all(`arn:${partition}:events:${region}:${account}:event-bus/default`),
      'Security Hub product': all(
        `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
      ),
      'Security Hub': all(`arn:${partition}:securityhub:${region}:${account}:hub/default`),
      'slack webhook secret': all(
        `arn:${partition}:secretsmanager:${region}:${account}:secret:vigil/webhook-??????`,
      ),
    };
  }

  #partOf(name: string): string {
    const part = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

    return ['Code', 'Dependencies', 'Permissions', 'Usage'].includes(part)
      ? `Vigil${part}`
      : 'VigilTeller';
  }

  #table(name: string): TableV2 {
    // The construct of that name is a table: lib/vigil.ts says so.
    return this.#stack.node.findChild('Vigil').node.findChild(name) as TableV2;
  }

  #text(token: string): string {
    return JSON.stringify(this.#stack.resolve(token));
  }

  #attribute(prefix: string): string {
    return JSON.stringify({ 'Fn::GetAtt': [this.#idOf(prefix), 'Arn'] });
  }

  #reference(prefix: string): string {
    return JSON.stringify({ Ref: this.#idOf(prefix) });
  }

  /** A logical id is the path of a construct and eight digits. */
  #idOf(prefix: string): string {
    const ids = Object.keys(this.#template.toJSON().Resources as object);

    return ids.find((id) => id.slice(0, -8) === prefix) ?? `no resource ${prefix}`;
  }
}

function logsOf(name: string): string {
  const logs = {
    notify: 'NotifyLogs',
    digest: 'DigestLogs',
    'deliver-slack': 'DeliverSlackLogs',
    'publish-events': 'PublishEventsLogs',
    'import-findings': 'ImportFindingsLogs',
  };

  return name in logs ? logs[name as keyof typeof logs] : 'Logs';
}

function pairs(actions: readonly string[], resources: readonly unknown[]): readonly string[] {
  return actions.flatMap((action) => resources.map((arn) => `${action} on ${JSON.stringify(arn)}`));
}

function markOf(on: Resource): string {
  const marks: Readonly<Partial<Record<Resource, string>>> = {
    'event bus': OF_OUR_SOURCE,
    'member roles': IN_NAMED_ACCOUNTS,
    'member roles of the organization': IN_OUR_ORGANIZATION,
  };

  return marks[on] ?? FROM_CODE;
}
