/** Where a template is deployed. */
export interface DeployedPlace {
  readonly account: string;
  /** By the name of a parameter. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** ARNs by logical id. @default a text that names the resource, `own:` before it */
  readonly arns?: Readonly<Record<string, string>>;
}

/** A part of a template as CloudFormation hands it on to IAM. */
export function asDeployed(part: unknown, place: DeployedPlace): unknown {
  if (Array.isArray(part)) return part.map((each) => asDeployed(each, place));
  if (typeof part !== 'object' || part === null) return part;

  const [entry] = Object.entries(part);
  const given = entry?.[1];
  if (entry?.[0] === 'Ref') return referenced(String(given), place);
  if (entry?.[0] === 'Fn::GetAtt') return attribute([given].flat().map(String), place);
  if (entry?.[0] === 'Fn::Sub') {
    return String(given).replaceAll(/\$\{([\w:]+)\}/g, (_, name) => referenced(name, place));
  }
  if (entry?.[0] === 'Fn::Join') {
    const [separator, parts] = given as readonly [string, readonly unknown[]];
    return parts.map((each) => asDeployed(each, place)).join(separator);
  }

  return Object.fromEntries(
    Object.entries(part).map(([name, each]) => [name, asDeployed(each, place)]),
  );
}

function referenced(name: string, { account, parameters }: DeployedPlace): string {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::Region': 'eu-west-1',
  };

  return pseudo[name] ?? parameters?.[name] ?? `own:${name}`;
}

function attribute([id = '']: readonly string[], { arns }: DeployedPlace): string {
  return arns?.[id] ?? `own:${id}`;
}
