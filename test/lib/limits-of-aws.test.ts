import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { regions } from '../../functions/data/regions.ts';
import { VigilStack } from '../../lib/vigil-stack.ts';
import { atDeployment, policyLength } from './at-deployment.ts';

interface CfnRole {
  readonly Type: string;
  readonly Properties: {
    readonly RoleName: string;
    readonly Policies: readonly [{ readonly PolicyDocument: unknown }];
  };
}

/** Those with the longest names; an account has hardly more. */
const thirty = regions.toSorted((a, b) => b.length - a.length).slice(0, 30);
const ten = Array.from({ length: 10 }, (_, index) => `security-team-${index}@shop.example`);

const many = (one: (index: number) => string, count: number) =>
  Array.from({ length: count }, (_, index) => one(index)).join();

const assemblies = mkdtempSync(join(tmpdir(), 'vigil-limits-'));

afterAll(() => rmSync(assemblies, { recursive: true }));

/**
 * Neither the CDK nor cdk-nag nor cfn-lint counts all of these; AWS does, in the middle of a
 * deployment. Sources: "IAM and AWS STS quotas", "Amazon SQS policy quotas", "Amazon SNS access
 * control policy quotas", "CloudFormation quotas", "Lambda quotas".
 *
 * The richest first: for kinds of resources that it has not met the CDK's validator starts anew, which takes a second.
 */
describe.each([
  [
    'with everything set and thirty regions',
    {
      email: ten.join(),
      slackChannel: 'T0123ABCD/C0456DEFG',
      slackWebhookSecret: 'vigil/webhook',
      subscribers: ten.map((name) => `https://${name}/alerts`).join(),
      decryptWith: thirty.map((region) => `arn:aws:kms:${region}:111122223333:key/*`).join(),
      regions: thirty.join(),
    },
  ],
  [
    'with an organization, keys and thirty regions',
    {
      organization: many((index) => `ou-ab12-${String(index).padStart(32, 'c')}`, 10),
      memberRole: 'x'.repeat(51),
      watchChanges: 'on',
      decryptWith: thirty.map((region) => `arn:aws:kms:${region}:111122223333:key/*`).join(),
      regions: thirty.join(),
    },
  ],
  [
    'with sixty accounts, an organization and the regions that every account has',
    {
      organization: 'ou-ab12-cd34ef56',
      accounts: many((index) => String(444_455_556_000 + index), 60),
      regions: thirty.slice(0, 17).join(),
    },
  ],
  [
    'with sixty accounts, an organization, keys and thirty regions',
    {
      organization: many((index) => `ou-ab12-${String(index).padStart(32, 'c')}`, 10),
      accounts: many((index) => String(444_455_556_000 + index), 60),
      memberRole: 'x'.repeat(51),
      decryptWith: thirty.map((region) => `arn:aws:kms:${region}:111122223333:key/*`).join(),
      regions: thirty.join(),
    },
  ],
  [
    'with regions and a table that is there',
    {
      regions: 'eu-west-1,us-east-1',
      findingsTable:
        'arn:aws:dynamodb:eu-west-1:111122223333:table/LambdaVigil-VigilFindings/stream/2026-11-25T01:30:02.117',
    },
  ],
  ['with nothing set', {}],
])('the template %s', (_, context) => {
  const template = templateOf(context);
  const propertiesOf = (type: string) =>
    Object.values(template.findResources(type)).map(({ Properties }) => Properties);

  it('is of a size that CloudFormation takes', () => {
    const { Resources, Outputs } = template.toJSON();

    expect(JSON.stringify(template.toJSON()).length).toBeLessThan(1_000_000);
    expect(Object.keys(Resources).length).toBeLessThan(500);
    expect(Object.keys(Outputs).length).toBeLessThan(200);
  });

  it('has no more inline policies on a role than 10,240 characters', () => {
    const byRole = Map.groupBy(propertiesOf('AWS::IAM::Policy'), ({ Roles }) => Roles[0].Ref);
    const sizes = byRole
      .values()
      .map((policies) =>
        policies.reduce((sum, { PolicyDocument }) => sum + policyLength(PolicyDocument), 0),
      );

    expect(Math.max(...sizes)).toBeLessThan(10_240);
  });

  it('has roles for other accounts in a text, and with policies, that fit', () => {
    for (const { TemplateBody } of propertiesOf('AWS::CloudFormation::StackSet')) {
      const { Resources } = JSON.parse(TemplateBody);

      expect(TemplateBody.length).toBeLessThan(51_200);
      const roles = Object.values<CfnRole>(Resources).filter(
        ({ Type }) => Type === 'AWS::IAM::Role',
      );
      for (const { Properties } of roles) {
        expect(Properties.RoleName.length).toBeLessThanOrEqual(64);
        expect(policyLength(Properties.Policies[0].PolicyDocument)).toBeLessThan(10_240);
      }
    }
  });

  it('has no managed policies of its own, which take 6,144 characters each', () => {
    expect(propertiesOf('AWS::IAM::ManagedPolicy')).toEqual([]);
  });

  it('has no more trust in a role than 2,048 characters', () => {
    const sizes = propertiesOf('AWS::IAM::Role').map(({ AssumeRolePolicyDocument }) =>
      policyLength(AssumeRolePolicyDocument),
    );

    expect(Math.max(...sizes)).toBeLessThan(2_048);
  });

  it.each([
    ['AWS::SQS::QueuePolicy', 8_192, 20],
    ['AWS::SNS::TopicPolicy', 30_000, 100],
  ])('has no %s of more than %i characters and %i statements', (type, characters, statements) => {
    const documents = propertiesOf(type).map(({ PolicyDocument }) => PolicyDocument);

    expect(Math.max(...documents.map(policyLength))).toBeLessThan(characters);
    expect(Math.max(...documents.map(({ Statement }) => Statement.length))).toBeLessThan(
      statements,
    );
  });

  it('has no function with more than 4 KB of environment', () => {
    const sizes = propertiesOf('AWS::Lambda::Function').map(
      ({ Environment }) => JSON.stringify(atDeployment(Environment.Variables)).length,
    );

    expect(Math.max(...sizes)).toBeLessThan(4_096);
  });
});

it('that breaks a rule of CloudFormation is none', () => {
  const app = appWith({});
  const stack = new VigilStack(app, 'Wrong');
  new CfnQueue(stack, 'Queue').addPropertyOverride('VisibilityTimeout', 'soon');

  expect(() => Template.fromStack(stack)).toThrow("VisibilityTimeout: 'soon'");
});

/** With the flags that deploy uses, but unbundled: esbuild's work is for synth to prove. */
function appWith(context: Record<string, string>): App {
  return new App({
    outdir: mkdtempSync(join(assemblies, 'app-')),
    context: { ...cdk.context, 'aws:cdk:bundling-stacks': [], ...context },
  });
}

/** @throws when it breaks a rule of CloudFormation, for the flags say so. */
function templateOf(context: Record<string, string>): Template {
  return Template.fromStack(new VigilStack(appWith(context), 'LambdaVigil'));
}
