/** The options of a command of the AWS CLI, by name; those that are undefined are left out. */
export type Options = Readonly<Record<string, string | undefined>>;

/**
 * A command of the AWS CLI to be copied: `aws lambda remove-permission --function-name …`. Whatever
 * a value holds, a shell takes it for that value and nothing else.
 */
export function awsCommand(service: string, operation: string, options: Options): string {
  const given = Object.entries(options).filter((option): option is [string, string] => {
    const [, value] = option;
    return value !== undefined;
  });
  const words = given.map(([name, value]) => `--${name} ${quoted(value)}`);

  return ['aws', service, operation, ...words].join(' ');
}

/** Takes one statement out of the resource policy of a function, or of its alias or version. */
export function removePermission(arn: string, qualifier: string | undefined, sid: string): string {
  return awsCommand('lambda', 'remove-permission', {
    'function-name': arn,
    qualifier,
    'statement-id': sid,
  });
}

/** In single quotes a shell reads nothing but their end. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
