import { optionIn } from '../options.ts';
import { type CallNode, calledName } from '../syntax.ts';
import type { Readers } from './additions.ts';
import type { Effect } from './effect.ts';
import { isPlainMethod } from './plain-methods.ts';

/** Of a call of what a package made that sends mail: one to whom the code names is a form. Undefined of other packages. */
export function mailEffect(call: CallNode, packageName: string, of: Readers): Effect | undefined {
  if (!isMailPackage(packageName)) return undefined;
  const method = calledName(call) ?? '';
  if (call.type === 'NewExpression' || harmless.test(method) || isPlainMethod(method)) {
    return 'nothing';
  }
  if (!/^send(?:Mail|Email)?$/.test(method)) return 'more';
  const [given] = call.arguments;
  const all = (given && of.literals.of(given)) ?? [];
  const isFixed = all.every(
    (each) =>
      each.properties.every(({ type }) => type === 'Property') &&
      recipients.some((name) => optionIn(of.values, each, name) !== undefined) &&
      recipients.every((name) => {
        const to = optionIn(of.values, each, name);
        return to === undefined || !of.data.has(to);
      }),
  );

  return all.length > 0 && isFixed ? 'addition' : 'more';
}

/** Whether a package sends mail, and nothing else. Sources: the README of each. */
export function isMailPackage(name: string): boolean {
  return /^(?:nodemailer|@sendgrid\/mail|resend|postmark)$/.test(name);
}

const harmless = /^(?:createTransport|setApiKey|verify|close|use|on)$/;

const recipients = ['to', 'cc', 'bcc', 'To', 'Cc', 'Bcc', 'personalizations'];
