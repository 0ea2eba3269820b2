import { loopsAround } from '../loops-around.ts';
import { optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, calledName, memberName } from '../syntax.ts';
import type { Effect } from './effect.ts';
import { isPlainMethod } from './plain-methods.ts';
import type { Readers } from './readers.ts';

/** Of a call of what a package made that sends mail: one to whom the code names is a form. Undefined of other packages. */
export function mailEffect(call: CallNode, packageName: string, of: Readers): Effect | undefined {
  if (!isMailPackage(packageName)) return undefined;
  const method = calledName(call) ?? '';
  if (method === 'createTransport' && call.arguments.some((each) => of.data.has(each)))
    return 'more';
  if (call.type === 'NewExpression' || harmless.test(method) || isPlainMethod(method)) {
    return 'nothing';
  }
  if (!/^send(?:Mail|Email)?$/.test(method)) return 'more';
  const [given] = call.arguments;
  const all = (given && of.literals.of(given)) ?? [];
  const isFixed = all.every(
    (each) =>
      loopsAround(call).length === 0 &&
      recipients.some((name) => optionIn(of.values, each, name) !== undefined) &&
      each.properties.every((part) => {
        if (part.type !== 'Property') return false;
        const name = memberName(part) ?? '';
        if (recipients.includes(name)) return isKnownText(part.value, of);
        return ofCallers.test(name) || !of.data.has(part.value);
      }),
  );

  return all.length > 0 && isFixed ? 'addition' : 'more';
}

/** Whether a package sends mail, and nothing else. Sources: the README of each. */
export function isMailPackage(name: string): boolean {
  return /^(?:nodemailer|@sendgrid\/mail|resend|postmark)$/.test(name);
}

/** Whether it is written in the code, or a variable of its environment. */
export function isKnownText(node: AnyNode, of: Readers): boolean {
  if (node.type === 'ArrayExpression') {
    return node.elements.every((each) => each !== null && isKnownText(each, of));
  }
  if (node.type === 'LogicalExpression') {
    return [node.left, node.right].every((each) => isKnownText(each, of));
  }
  const names = of.values.namesOf(node);

  return (
    textOf(node) !== undefined ||
    (names.length > 0 &&
      names.every((name) => name.startsWith('process.env.')) &&
      !of.data.has(node))
  );
}

const ofCallers = /^(?:from|replyTo|subject|text|html|From|ReplyTo|Subject|TextBody|HtmlBody)$/;

const harmless = /^(?:createTransport|setApiKey|verify|close|use|on)$/;

const recipients = ['to', 'cc', 'bcc', 'To', 'Cc', 'Bcc'];
