import { type Conditions, type GrantedStatement, grantedStatements } from './granted-statements.ts';
import type { Grant } from './grants.ts';
import { memberRoleName } from './member-role.ts';
import { busParameter, type ChangesRole, type ChangesRule, sentChanges } from './sent-changes.ts';

/** What is deployed into each account that is audited from another one: nothing that runs. */
export interface MemberTemplate {
  readonly AWSTemplateFormatVersion: string;
  readonly Description: string;
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Resources: Readonly<Record<string, MemberResource>>;
}

export interface MemberTemplateParts<S extends string> {
  /** By scanner: what it is granted in another account. */
  readonly grants: Readonly<Record<S, readonly Grant[]>>;
  /** How the names of the roles begin. */
  readonly memberRole: string;
  /** Regions whose functions are audited; empty: every region. */
  readonly regions: readonly string[];
  /** ARNs of keys that a scanner may have Lambda decrypt with. */
  readonly decryptWith: readonly string[];
  /** What a role asks of its scanner besides who it is. */
  readonly asks: Asks;
  /** ARNs of the scanners' roles. @default they are parameters, given at deployment */
  readonly trusted?: Readonly<Record<S, string>> | undefined;
  /**
   * Where what CloudTrail reports of functions is sent on to: the ARN of a bus, or `parameter`, which is given at
   * deployment. @default nowhere
   */
  readonly changesTo?: string | undefined;
}

/** The value of `changesTo` for a bus that is not known yet. */
export const BUS_PARAMETER = 'parameter';

/** That it is in the organization of the account, or that it says an external id. */
export type Asks = 'organization' | { readonly externalId: string };

interface Parameter {
  readonly Type: 'String';
  readonly Description: string;
  readonly AllowedPattern: string;
}

type MemberResource = MemberRole | ChangesRole | ChangesRule;

/** Of a scanner. */
export interface MemberRole {
  readonly Type: 'AWS::IAM::Role';
  readonly Properties: {
    readonly RoleName: string;
    readonly Description: string;
    readonly AssumeRolePolicyDocument: Document<TrustStatement>;
    readonly Policies: readonly [
      { readonly PolicyName: string; readonly PolicyDocument: Document<MemberStatement> },
    ];
  };
}

interface Document<S> {
  readonly Version: '2012-10-17';
  readonly Statement: readonly S[];
}

interface TrustStatement {
  readonly Effect: 'Allow';
  readonly Action: 'sts:AssumeRole';
  readonly Principal: { readonly AWS: string | { readonly Ref: string } };
  readonly Condition: Conditions;
}

interface MemberStatement {
  readonly Effect: GrantedStatement['effect'];
  readonly Action: readonly string[];
  readonly Resource: readonly (string | { readonly 'Fn::Sub': string })[];
  readonly Condition?: Conditions;
}

/**
 * A template of CloudFormation with a role for each scanner: it reads there what the scanner's own
 * role reads at home, and trusts that role alone. One text fits every account and partition.
 */
export function memberTemplate<S extends string>(parts: MemberTemplateParts<S>): MemberTemplate {
  const scanners = Object.keys(parts.grants) as S[];
  const parameters = scanners.map((scanner) => [parameterOf(scanner), trustedRole(scanner)]);
  const roles = scanners.map((scanner) => [`${titled(scanner)}Role`, memberRole(scanner, parts)]);
  const { trusted, changesTo, memberRole: name } = parts;
  const all = {
    ...(!trusted && Object.fromEntries(parameters)),
    ...(changesTo === BUS_PARAMETER && { [BUS_NAME]: busParameter }),
  };

  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'lambda-vigil: roles by which its scanners in another account read this one. Nothing here runs, and nothing is changed.',
    ...(Object.keys(all).length > 0 && { Parameters: all }),
    Resources: {
      ...Object.fromEntries(roles),
      ...(changesTo !== undefined && sentChanges(name, busOf(changesTo))),
    },
  };
}

/** The value of the parameter for the bus, by its name. */
export const BUS_NAME = 'ChangesBus';

/** Of the parameter that says which role of the scanner is trusted. */
export function parameterOf(scanner: string): string {
  return `${titled(scanner)}Scanner`;
}

function trustedRole(scanner: string): Parameter {
  return {
    Type: 'String',
    Description: `ARN of the role of the ${scanner} scanner, which alone may enter by its role here`,
    AllowedPattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$',
  };
}

function memberRole<S extends string>(scanner: S, parts: MemberTemplateParts<S>): MemberRole {
  const statements = grantedStatements(parts.grants[scanner], {
    partition: PARTITION,
    account: ACCOUNT,
    regions: parts.regions,
    own: { 'named keys': parts.decryptWith },
  });

  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: memberRoleName(parts.memberRole, scanner),
      Description: `Read by the ${scanner} scanner of lambda-vigil`,
      AssumeRolePolicyDocument: documentOf([trust(scanner, parts)]),
      Policies: [
        { PolicyName: 'reads', PolicyDocument: documentOf(statements.map(memberStatement)) },
      ],
    },
  };
}

/**
 * The role by its ARN, which IAM keeps as its id: another one that is made later under the same name
 * is not trusted. And so that a mistake in the ARN opens nothing to another company, what it asks.
 *
 * Source: "AWS JSON policy elements: Principal" and, for the organization of the account as a
 * variable, "aws:ResourceOrgID" (IAM User Guide).
 */
function trust<S extends string>(
  scanner: S,
  { trusted, asks }: MemberTemplateParts<S>,
): TrustStatement {
  return {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: trusted?.[scanner] ?? { Ref: parameterOf(scanner) } },
    Condition: {
      StringEquals:
        asks === 'organization'
          ? { 'aws:PrincipalOrgID': `\${aws:ResourceOrgID}` }
          : { 'sts:ExternalId': asks.externalId },
    },
  };
}

function memberStatement({
  effect,
  actions,
  resources,
  conditions,
}: GrantedStatement): MemberStatement {
  return {
    Effect: effect,
    Action: actions,
    Resource: resources.map(substituted),
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
}

function busOf(changesTo: string): string | { readonly Ref: string } {
  return changesTo === BUS_PARAMETER ? { Ref: BUS_NAME } : changesTo;
}

const PARTITION = `\${AWS::Partition}`;
const ACCOUNT = `\${AWS::AccountId}`;

function substituted(arn: string): string | { readonly 'Fn::Sub': string } {
  return arn.includes(`\${AWS::`) ? { 'Fn::Sub': arn } : arn;
}

function documentOf<S>(Statement: readonly S[]): Document<S> {
  return { Version: '2012-10-17', Statement };
}

function titled(scanner: string): string {
  return scanner.charAt(0).toUpperCase() + scanner.slice(1);
}
