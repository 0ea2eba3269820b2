/** The longest that the pseudo parameters become. */
const pseudo: Readonly<Record<string, string>> = {
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-1',
  'AWS::StackName': 'x'.repeat(128),
  'AWS::URLSuffix': 'amazonaws.com.cn',
};

/** As long as CloudFormation makes a name of ours: a table's is shorter, of a function 64 are taken. */
const LONGEST_NAME = 128;
const LONGEST_ATTRIBUTE =
  'arn:aws-us-gov:secretsmanager:ap-southeast-1:111122223333:'.length + LONGEST_NAME;

/**
 * A part of a template, at its longest, as CloudFormation hands it on: what is known only at
 * deployment is as long as it can be.
 */
export function atDeployment(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(atDeployment);
  if (typeof part !== 'object' || part === null) return part;

  const [entry, ...others] = Object.entries(part);
  if (entry && others.length === 0 && entry[0] in intrinsics) {
    const [name, argument] = entry;
    return intrinsics[name as keyof typeof intrinsics](argument);
  }
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, atDeployment(each)]));
}

/** What IAM counts of a policy: all but white space. */
export function policyLength(document: unknown): number {
  return JSON.stringify(atDeployment(document)).length;
}

const intrinsics = {
  Ref: (name: unknown) => pseudo[String(name)] ?? 'x'.repeat(LONGEST_NAME),
  'Fn::GetAtt': () => 'x'.repeat(LONGEST_ATTRIBUTE),
  'Fn::Join': (given: unknown) => {
    const [separator, parts] = given as [string, readonly unknown[]];
    return parts.map(atDeployment).join(separator);
  },
  'Fn::Sub': (given: unknown) =>
    String(given).replaceAll(/\$\{([\w:]+)\}/g, (_, name) => pseudo[String(name)] ?? ''),
  'Fn::If': (given: unknown) => {
    const [, ...branches] = given as readonly unknown[];
    return branches.map(atDeployment).sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  },
} satisfies Record<string, (argument: unknown) => unknown>;

function lengthOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}
