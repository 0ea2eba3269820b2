import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { highAtMost, type Kinds, mediumAtMost } from './kinds.ts';

/** Whether it is the key of an object in the event by which S3 says that one was put into a bucket. */
export function isOfUpload(fact: Fact): boolean {
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { node } = at;
    const field =
      node.type === 'Attribute'
        ? node.name
        : node.type === 'Subscript'
          ? constantText(node.index)
          : undefined;
    if (field !== undefined && ofNotice.has(field)) return true;
    at = at.from;
  }
  return false;
}

/** Facts of which the fields are looked at. */
const MOST_STEPS = 60;

/** `Records[].s3.object.key`, `detail.object.key`, and what data classes call it. */
const ofNotice: ReadonlySet<string> = new Set(['s3', 'object', 'object_key', 'get_object']);

/** Of an upload, the content is what a stranger may have written. */
export function asUploaded(safe: Kinds): Kinds {
  return (safe & mediumAtMost) === 0 ? safe : (safe & ~mediumAtMost) | highAtMost;
}
