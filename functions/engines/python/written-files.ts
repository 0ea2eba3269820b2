import type { Fact } from './entry.ts';
import { calledName } from './link.ts';
import type { AnyNode, Attribute } from './syntax.ts';
import type { Values } from './value.ts';

/** `file.name` where the event is what was written into the file: the name is who made the file's. */
export function isNameOfWritten(read: Attribute, fact: Fact, values: Values): boolean {
  if (read.name !== 'name' || fact.path.length > 0) return false;
  const made = values.valuesOf(read.object);
  const isFile =
    made.length > 0 && made.every((each) => each.kind === 'name' && files.test(each.name));

  return isFile && isWritten(fact);
}

const files =
  /^(?:builtins\.open|io\.open|codecs\.open|os\.fdopen|tempfile\.(?:_?NamedTemporaryFile|TemporaryFile|SpooledTemporaryFile)|aiofiles\.open|aiofiles\.tempfile\.NamedTemporaryFile)\(\)$/;

/** Of what led here, the step before the names that it goes by. */
function isWritten(reached: Fact): boolean {
  let at: Fact | undefined = reached;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const given: AnyNode | undefined = at.node.parent;
    const call = given?.type === 'Argument' ? given.parent : undefined;
    if (call?.type === 'Call' && /^write(?:lines)?$/.test(calledName(call) ?? '')) return true;
    if (at.node.type !== 'Name') return false;
    at = at.from;
  }
  return false;
}

/** Names of a file that are looked at. */
const MOST_STEPS = 8;
