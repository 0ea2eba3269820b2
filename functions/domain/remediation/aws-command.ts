import { regionOf } from '../../core/target.ts';
import { shellWord } from './shell-word.ts';

/** The options of a command of the AWS CLI, by name; true for one that has no value. */
export type Options = Readonly<Record<string, string | true | undefined>>;

/**
 * A command of the AWS CLI to be copied: `aws lambda remove-permission --function-name …`. Whatever
 * a value holds, a shell takes it for that value and nothing else.
 *
 * @param options those that are undefined are left out.
 */
export function awsCommand(service: string, operation: string, options: Options): string {
  const given = Object.entries(options).filter((option): option is [string, string | true] => {
    const [, value] = option;
    return value !== undefined;
  });

  return ['aws', service, operation, ...given.map(optionOf)].join(' ');
}

/** Takes one statement out of the resource policy of a function, or of its alias or version. */
export function removePermission(arn: string, qualifier: string | undefined, sid: string): string {
  return awsCommand('lambda', 'remove-permission', {
    ...functionOptions(arn, qualifier),
    'statement-id': sid,
  });
}

/** Switches a function off for everybody, at once. */
export function stopFunction(arn: string): string {
  return awsCommand('lambda', 'put-function-concurrency', {
    ...functionOptions(arn, undefined),
    'reserved-concurrent-executions': '0',
  });
}

/** Lets it run again. What had been reserved for it is not put back. */
export function resumeFunction(arn: string): string {
  return awsCommand('lambda', 'delete-function-concurrency', functionOptions(arn, undefined));
}

/** A function, and the region to ask: that of the ARN alone is not where the CLI asks. */
export function functionOptions(arn: string, qualifier: string | undefined): Options {
  return { 'function-name': arn, qualifier, region: regionOf(arn) };
}

/** A value that looks like an option is tied to its own. */
function optionOf([name, value]: readonly [string, string | true]): string {
  if (value === true) return `--${name}`;

  return value.startsWith('-') ? `--${name}=${shellWord(value)}` : `--${name} ${shellWord(value)}`;
}
