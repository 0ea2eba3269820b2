import type { Severity } from '../../core/severity.ts';
import { calledName } from './link.ts';
import { bindingOf } from './scope.ts';
import type { AnyNode, Argument, Call } from './syntax.ts';

/**
 * How grave it is that a caller names the server that is asked: medium where it is asked for something by a method that only reads, is given
 * nothing but texts of the code, and all that is looked at is whether and how it answers, as a monitor does. Undefined for any other.
 */
export function severityOfRequest(call: Call): Severity | undefined {
  const isRead = /^(?:get|head)$/.test(calledName(call) ?? '');

  return isRead && call.arguments.slice(1).every(isPlain) && isOnlyAnswered(call)
    ? 'medium'
    : undefined;
}

/** No key that is sent along. */
function isPlain({ name, value }: Argument): boolean {
  return (name !== undefined && settings.test(name)) || isOfTexts(value);
}

const settings = /^(?:timeout|verify|allow_redirects|follow_redirects|stream)$/;

function isOfTexts(node: AnyNode): boolean {
  const made = bindingOf(node)?.definitions ?? [];
  const [only, ...others] = made;
  if (only) {
    return (
      only.kind === 'value' && others.length === 0 && !bindingOf(only.node) && isOfTexts(only.node)
    );
  }
  if (node.type === 'Dict') return node.entries.every(({ value }) => isOfTexts(value));

  return node.type === 'Text' || node.type === 'Number' || node.type === 'Constant';
}

/** `requests.get(url).status_code`, or names of it of which nothing else is read. */
function isOnlyAnswered(call: Call): boolean {
  const { parent } = call;
  if (parent?.type === 'Attribute') return ofAnswer.test(parent.name);
  const [target, ...others] = parent?.type === 'Assign' ? parent.targets : [];
  const { reads = [] } = (target && bindingOf(target)) ?? {};

  return (
    target?.type === 'Name' &&
    others.length === 0 &&
    reads.length > 0 &&
    reads.every(({ parent: read }) => read?.type === 'Attribute' && isOfAnswer(read))
  );
}

function isOfAnswer(read: AnyNode & { readonly type: 'Attribute' }): boolean {
  if (ofAnswer.test(read.name)) return true;
  if (!/^(?:content|text)$/.test(read.name)) return false;
  const around = read.parent;
  if (around?.type === 'Conditional') return around.test === read;
  const call = around?.type === 'Argument' ? around.parent : undefined;

  return call?.type === 'Call' && calledName(call) === 'len';
}

const ofAnswer =
  /^(?:status_code|ok|is_success|is_error|elapsed|reason|reason_phrase|url|history|raise_for_status|close)$/;
