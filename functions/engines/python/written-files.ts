import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { calledName } from './link.ts';
import { bindingOf } from './scope.ts';
import type { AnyNode, Attribute, Call } from './syntax.ts';
import type { Values } from './value.ts';

/** `file.name` of a temporary file where the event is what was written into it: its name is Python's. */
export function isNameOfWritten(read: Attribute, fact: Fact, values: Values): boolean {
  if (read.name !== 'name' || fact.path.length > 0) return false;
  const [made, ...others] = bindingOf(read.object)?.definitions ?? [];
  const isOne = made?.kind === 'value' && made.path.length === 0 && others.length === 0;

  const isElsewhere = ['tempdir', 'template'].some((name) =>
    values.attributesOf(name).some(({ parent }) => parent?.type === 'Assign'),
  );
  if (isElsewhere) return false;

  return isOne && made.node.type === 'Call' && isOfPython(made.node, values) && isWritten(fact);
}

/** With nothing in its name, or of its folder, but what the code says. */
function isOfPython(call: Call, values: Values): boolean {
  const names = values.namesOf(call.callee);

  return (
    names.length > 0 &&
    names.every((name) => /^tempfile\.(?:Named)?TemporaryFile$/.test(name)) &&
    call.arguments.every(
      ({ spread, value }) =>
        spread === '' &&
        (value.type === 'Constant' || value.type === 'Number' || constantText(value) !== undefined),
    )
  );
}

/** Of what led here, the step before the name that it goes by. */
function isWritten({ from }: Fact): boolean {
  const given: AnyNode | undefined = from?.node.parent;
  const call = given?.type === 'Argument' ? given.parent : undefined;

  return call?.type === 'Call' && /^write(?:lines)?$/.test(calledName(call) ?? '');
}
