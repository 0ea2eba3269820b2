// By its name: with `z.core` comes all that zod has, its messages in every language too.
import { $ZodError } from 'zod/v4/core';
import { withoutSecrets } from '../engines/secrets/index.ts';

/** Characters of where in an answer something is: its keys are foreign text. */
const LONGEST_PATH = 120;

/**
 * Why something failed, as one line for people: no class name, no stack, no secret, nothing that a
 * parser quotes. What AWS refuses keeps AWS's own code, which its documentation and CloudTrail name too.
 */
export function reasonOf(error: unknown): string {
  return withoutSecrets(error instanceof Error ? reasonOfError(error) : String(error));
}

function reasonOfError(error: Error): string {
  if (error instanceof $ZodError) return unexpectedForm(error);
  if (error instanceof SyntaxError || isUndeserialized(error)) return 'the answer is malformed';
  if (error.message === '') return reasonWithoutMessage(error);
  if (isOfAws(error)) return `${error.name}: ${error.message}`;
  if (isBug(error)) return `a fault of lambda-vigil itself: ${firstLine(error.message)}`;

  return firstLine(error.message);
}

/** `the answer is not as documented: Functions.0.Role is no string` */
function unexpectedForm({ issues }: $ZodError): string {
  const [first] = issues;
  const where = (first?.path ?? []).map(String).join('.').slice(0, LONGEST_PATH).toWellFormed();
  const is = first?.code === 'invalid_type' ? `is no ${first.expected}` : 'has another form';

  return `the answer is not as documented: ${where === '' ? 'it' : where} ${is}`;
}

/** Node reports so that none of several addresses could be reached. */
function reasonWithoutMessage(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  if (inner instanceof Error) return reasonOfError(inner);
  if (isOfAws(error)) return `${error.name}, without a reason`;

  return 'code' in error ? String(error.code) : 'no reason was given';
}

/**
 * Every error that a service answers has `$fault` or `$metadata` (`ServiceException` of Smithy); a
 * plain Error under another name carries the code of a service as well, and no class.
 */
function isOfAws(error: Error): boolean {
  if ('$fault' in error || '$metadata' in error) return true;

  return Object.getPrototypeOf(error) === Error.prototype && error.name !== 'Error';
}

/** The SDK adds a hint for developers to what its parser says. */
function isUndeserialized({ message }: Error): boolean {
  return message.includes('\n  Deserialization error: to see the raw response');
}

function isBug(error: Error): boolean {
  return (
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
