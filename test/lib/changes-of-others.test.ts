import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Environment, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { checksByScanner, scannerNames } from '../../functions/checks/index.ts';
import { watchedOperations } from '../../functions/domain/change-event.ts';
import { DESCRIPTION_OF_MEMBERS, deployedMembers } from '../../functions/domain/deployed-parts.ts';
import type { MemberTemplate } from '../../functions/domain/member-template.ts';
import { scannersMemberTemplate } from '../../functions/facts/scanners-member-template.ts';
import { Vigil } from '../../lib/vigil.ts';
import type { VigilProps } from '../../lib/vigil-props.ts';
import { asDeployed } from './as-deployed.ts';

const named = '444455556666';
const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus/changes';
const company: VigilProps = {
  organization: { units: ['ou-ab12-cd34ef56'] },
  accounts: [named],
  externalId: 'vigil-of-the-shop',
  watchChanges: 'on',
};
const assemblies = mkdtempSync(join(tmpdir(), 'vigil-changes-'));
const template = templateOf(company);
const [busId = ''] = Object.keys(template.findResources('AWS::Events::EventBus'));
const busArn = { 'Fn::GetAtt': [busId, 'Arn'] };

afterAll(() => rmSync(assemblies, { recursive: true }));

describe('the bus for changes in other accounts', () => {
  it('is there only where changes are watched, and others are', () => {
    expect(busId).not.toBe('');
    templateOf({ ...company, watchChanges: 'off' }).resourceCountIs('AWS::Events::EventBus', 0);
    templateOf({ watchChanges: 'on' }).resourceCountIs('AWS::Events::EventBus', 0);
  });

  it('is not there, nor is a rule, where the region of the stack is not audited: no look could follow', () => {
    const inIreland = (regions: readonly string[]) =>
      templateOf({ ...company, regions }, { region: 'eu-west-1' });

    inIreland(['eu-west-1', 'us-east-1']).resourceCountIs('AWS::Events::EventBus', 1);
    inIreland(['us-east-1']).resourceCountIs('AWS::Events::EventBus', 0);
    inIreland(['us-east-1']).resourceCountIs('AWS::Events::Rule', 0);
    const [stackSet] = Object.values(
      inIreland(['us-east-1']).findResources('AWS::CloudFormation::StackSet'),
    );
    expect(JSON.stringify(stackSet)).not.toContain('AWS::Events::Rule');
  });

  it('takes events from the role for it, in accounts of the organization and those that are named', () => {
    const statements = Object.values(template.findResources('AWS::Events::EventBusPolicy')).map(
      ({ Properties }) => Properties.Statement,
    );
    const sends = { Effect: 'Allow', Action: 'events:PutEvents', Resource: busArn };
    const asMember = { 'aws:PrincipalArn': 'arn:*:iam::*:role/lambda-vigil-changes' };

    expect(statements).toEqual([
      {
        ...sends,
        Sid: 'cdk-TheOrganizationSends',
        Principal: { AWS: '*' },
        Condition: {
          ArnLike: asMember,
          StringEquals: { 'aws:PrincipalOrgID': `\${aws:ResourceOrgID}` },
        },
      },
      {
        ...sends,
        Sid: 'cdk-NamedAccountsSend',
        Principal: { AWS: { 'Fn::Join': ['', expect.arrayContaining([`:iam::${named}:root`])] } },
        Condition: { ArnLike: asMember },
      },
    ]);
  });

  it('feeds each scanner by a rule that its queue takes messages of', () => {
    const rules = Object.entries(template.findResources('AWS::Events::Rule'));
    const ofOthers = rules.filter(([, { Properties }]) => Properties.EventBusName);

    expect(rules).toHaveLength(2 * scannerNames.length);
    expect(ofOthers).toHaveLength(scannerNames.length);
    for (const [rule, { Properties }] of ofOthers) {
      const [{ Arn }] = Properties.Targets;
      const own = { 'Fn::GetAtt': [rule, 'Arn'] };
      expect(Properties.EventBusName).toEqual({ Ref: busId });
      template.hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: Arn['Fn::GetAtt'][0] }],
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Sid: 'OnlyTheScannerSends',
              Condition: {
                ArnNotEquals: Match.objectLike({ 'aws:SourceArn': Match.arrayWith([own]) }),
              },
            }),
          ]),
        },
      });
    }
  });
});

describe('the template of another account', () => {
  const [stackSet] = Object.values(template.findResources('AWS::CloudFormation::StackSet'));
  const inOrganization: MemberTemplate = JSON.parse(stackSet?.Properties.TemplateBody);
  const [output] = Object.values(
    template.findOutputs('*', { Description: DESCRIPTION_OF_MEMBERS }),
  );
  const arns = { [busId]: bus };
  const members = deployedMembers.parse(
    JSON.parse(String(asDeployed(output?.Value, { account: '111122223333', arns }))),
  );
  const byExternalId = scannersMemberTemplate(checksByScanner, members, {
    asks: { externalId: members.externalId },
  });

  it('is given the bus', () => {
    expect(stackSet?.Properties.Parameters).toContainEqual({
      ParameterKey: 'ChangesBus',
      ParameterValue: busArn,
    });
    expect(inOrganization.Parameters).toHaveProperty('ChangesBus');
    expect(members.changesTo).toBe(bus);
  });

  it.each([
    ['of the stack set', inOrganization, { Ref: 'ChangesBus' }],
    ['of an account that is named', byExternalId, bus],
  ])('sends what changes a function, by a role that may do nothing else: %s', (_, made, to) => {
    const { Changes, ChangesRole, ...roles } = made.Resources;

    expect(Object.values(roles).map(({ Type }) => Type)).toEqual(
      scannerNames.map(() => 'AWS::IAM::Role'),
    );
    expect(Changes?.Properties).toMatchObject({
      EventPattern: {
        source: ['aws.lambda'],
        detail: { eventName: Object.keys(watchedOperations), errorCode: [{ exists: false }] },
      },
      Targets: [{ Arn: to, RoleArn: { 'Fn::GetAtt': ['ChangesRole', 'Arn'] } }],
    });
    expect(ChangesRole?.Properties).toMatchObject({
      RoleName: 'lambda-vigil-changes',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
      Policies: [
        {
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: to }],
          },
        },
      ],
    });
  });

  it('lets each scanner read the configuration of one function, which a look begins with', () => {
    const reads = scannerNames.map((name) =>
      JSON.stringify(byExternalId.Resources[`${titled(name)}Role`]).includes(
        'lambda:GetFunctionConfiguration',
      ),
    );

    expect(reads).toEqual(scannerNames.map(() => true));
  });
});

function templateOf(props: VigilProps, env: Environment = {}): Template {
  const app = new App({
    builtinCloudFormationValidation: false,
    outdir: mkdtempSync(join(assemblies, 'app-')),
    context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] },
  });
  const stack = new Stack(app, 'Company', { env });
  new Vigil(stack, 'Vigil', props);

  return Template.fromStack(stack);
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
