import { ascii } from '../../functions/domain/notification/plain-text.ts';
import { reasonsInWords } from '../../functions/domain/permissions/need-words.ts';
import { policyDocuments } from '../../functions/domain/permissions/policy-documents.ts';
import { jsonText, policyText } from '../../functions/domain/remediation/statement-text.ts';
import type { Condition, Selection, SizedStatement } from '../../functions/engines/iam/index.ts';

export const policyFormats = ['json', 'cdk', 'terraform', 'sam'] as const;
export type PolicyFormat = (typeof policyFormats)[number];

/** What each format is saved as. */
export const fileEndings: Readonly<Record<PolicyFormat, string>> = {
  json: 'json',
  cdk: 'ts',
  terraform: 'tf',
  sam: 'yaml',
};

/** What is to be written in a format. */
export interface WrittenPolicy {
  readonly name: string;
  readonly statements: readonly SizedStatement[];
  /** Lines to be said at the head, where the format has comments. */
  readonly notes: readonly string[];
  /** The account and the region are not known: where the format can, they are those it is deployed to. */
  readonly isPlaceless: boolean;
}

/** One text for each document that the statements take: one, unless they are too long for an inline policy. */
export function policyIn(format: PolicyFormat, policy: WrittenPolicy): readonly string[] {
  return policyDocuments(policy.statements).map((statements, index) => {
    const notes = index === 0 ? policy.notes : [];
    return writers[format]({ ...policy, statements, notes });
  });
}

const writers: Readonly<Record<PolicyFormat, (policy: WrittenPolicy) => string>> = {
  json: ({ statements }) => policyText(statements.map(({ statement }) => statement)),
  cdk,
  terraform,
  sam,
};

function cdk({ statements, notes, isPlaceless }: WrittenPolicy): string {
  const text = (value: string) =>
    isPlaceless && isArn(value) ? placed(value, cdkPlace, '`') : jsonText(value);
  const list = ({ patterns }: Selection) => `[${patterns.map(text).join(', ')}]`;

  return [
    ...comments('//', notes),
    ...statements.map((each) => {
      const { sid, effect, actions, resources, conditions } = each.statement;
      const not = ({ scope }: Selection, name: string) =>
        scope === 'only' ? name : `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;

      return [
        ...comments('//', reasonsInWords(each)),
        'role.addToPrincipalPolicy(',
        '  new iam.PolicyStatement({',
        ...(sid === undefined ? [] : [`    sid: ${jsonText(sid)},`]),
        ...(effect === 'Deny' ? ['    effect: iam.Effect.DENY,'] : []),
        `    ${not(actions, 'actions')}: ${list(actions)},`,
        `    ${not(resources, 'resources')}: ${list(resources)},`,
        ...(conditions.length > 0 ? [`    conditions: ${jsonText(blockOf(conditions))},`] : []),
        '  }),',
        ');',
      ].join('\n');
    }),
  ].join('\n');
}

function terraform({ name, statements, notes, isPlaceless }: WrittenPolicy): string {
  const text = (value: string) =>
    isPlaceless && isArn(value) ? placed(value, terraformPlace, '"') : hcl(value);
  const list = ({ patterns }: Selection) => `[${patterns.map(text).join(', ')}]`;
  const not = ({ scope }: Selection, word: string) => (scope === 'only' ? word : `not_${word}`);
  const blocks = statements.map((each) => {
    const { sid, effect, actions, resources, conditions } = each.statement;
    return [
      ...comments('  #', reasonsInWords(each)),
      '  statement {',
      ...(sid === undefined ? [] : [`    sid = ${hcl(sid)}`]),
      `    effect = ${hcl(effect)}`,
      `    ${not(actions, 'actions')} = ${list(actions)}`,
      `    ${not(resources, 'resources')} = ${list(resources)}`,
      ...conditions.flatMap(({ operator, key, values }) => [
        '    condition {',
        `      test = ${hcl(operator)}`,
        `      variable = ${hcl(key)}`,
        `      values = [${values.map(hcl).join(', ')}]`,
        '    }',
      ]),
      '  }',
    ].join('\n');
  });

  return [
    ...comments('#', notes),
    `data "aws_iam_policy_document" "${identifier(name)}" {`,
    blocks.join('\n\n'),
    '}',
  ].join('\n');
}

function sam({ statements, notes, isPlaceless }: WrittenPolicy): string {
  const text = (value: string) =>
    isPlaceless && isArn(value) ? `!Sub ${placed(value, samPlace, '"')}` : jsonText(value);
  const list = (key: string, { scope, patterns }: Selection) => [
    `        ${scope === 'only' ? key : `Not${key}`}:`,
    ...patterns.map((pattern) => `          - ${text(pattern)}`),
  ];

  return [
    ...comments('#', notes),
    'Policies:',
    '  - Version: "2012-10-17"',
    '    Statement:',
    ...statements.flatMap((each) => {
      const { sid, effect, actions, resources, conditions } = each.statement;
      return [
        ...comments('      #', reasonsInWords(each)),
        `      - ${sid === undefined ? '' : `Sid: ${jsonText(sid)}\n        `}Effect: ${effect}`,
        ...list('Action', actions),
        ...list('Resource', resources),
        ...(conditions.length > 0
          ? [`        Condition: ${jsonText(blockOf(conditions)).replaceAll(/\n\s*/g, ' ')}`]
          : []),
      ];
    }),
  ].join('\n');
}

/** Keys of one operator stand together. */
function blockOf(conditions: readonly Condition[]) {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of conditions) {
    block[operator] = { ...block[operator], [key]: values };
  }

  return block;
}

/** What stands for the place that something is deployed to. */
interface PlaceWords {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const cdkPlace: PlaceWords = {
  partition: slot('cdk.Aws.PARTITION'),
  region: slot('cdk.Aws.REGION'),
  account: slot('cdk.Aws.ACCOUNT_ID'),
};
const samPlace: PlaceWords = {
  partition: slot('AWS::Partition'),
  region: slot('AWS::Region'),
  account: slot('AWS::AccountId'),
};
const terraformPlace: PlaceWords = {
  partition: slot('data.aws_partition.current.partition'),
  region: slot('data.aws_region.current.region'),
  account: slot('data.aws_caller_identity.current.account_id'),
};

/** What all three put a value by. */
function slot(name: string): string {
  return ['$', '{', name, '}'].join('');
}

function isArn(value: string): boolean {
  return value.startsWith('arn:') && value.split(':').length >= 6;
}

/** An ARN with what is not known of its place left to where it is deployed. */
function placed(value: string, words: PlaceWords, quote: string): string {
  const inside = (text: string) => jsonText(text).slice(1, -1).replaceAll('`', '\\u0060');
  const [, , service = '', region = '', account = '', ...rest] = value.split(':');

  return `${quote}${[
    'arn',
    words.partition,
    inside(service),
    region === '*' ? words.region : inside(region),
    account === '*' ? words.account : inside(account),
    inside(rest.join(':')),
  ].join(':')}${quote}`;
}

/** A variable of a policy is none of Terraform's. */
function hcl(value: string): string {
  return jsonText(value).replaceAll('${', '$${').replaceAll('%{', '%%{');
}

function identifier(name: string): string {
  const plain = name.replaceAll(/[^\w-]/g, '-');

  return /^[A-Za-z_]/.test(plain) ? plain : `function-${plain}`;
}

/** A comment ends with its line. */
function comments(sign: string, texts: readonly string[]): readonly string[] {
  return texts.map((text) => `${sign} ${ascii(text)}`);
}
