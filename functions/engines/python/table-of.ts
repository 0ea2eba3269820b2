import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import { calledName } from './link.ts';
import type { Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/** The table of DynamoDB that a call is about, by its text or by the variable that holds its name; undefined where that is not seen. */
export function tableOf(call: Call, values: Values): string | undefined {
  if (call.callee.type !== 'Attribute') return undefined;
  const made = values.writtenAs(call.callee.object);
  const given =
    made.type === 'Call' && calledName(made) === 'Table'
      ? argumentOf(made, 0, 'name')
      : argumentOf(call, undefined, 'TableName');

  return given && named(given, values);
}

function named(given: Expression, values: Values): string | undefined {
  const of = values.writtenAs(given);
  const text = constantText(of);
  if (text !== undefined) return text;
  if (of.type === 'Subscript') {
    return values.namesOf(of.object).includes('os.environ') ? constantText(of.index) : undefined;
  }
  const isRead =
    of.type === 'Call' &&
    values.namesOf(of.callee).some((name) => /^os\.(?:environ\.get|getenv)$/.test(name));

  return isRead ? constantText(argumentOf(of, 0, 'key')) : undefined;
}
