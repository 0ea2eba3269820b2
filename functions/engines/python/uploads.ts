import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { highAtMost, type Kinds, mediumAtMost } from './kinds.ts';
import { lastField } from './platform-fields.ts';
import type { Expression } from './syntax.ts';

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

/** Whether it is made of the key of an object that an event of S3 names: `s3.object.key`, `detail.object.key`. */
export function isKeyOfUpload(fact: Fact): boolean {
  let at: Fact | undefined = fact;
  let isObject = false;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { node } = at;
    const field = readOf(node);
    if (isObject && field !== undefined && ofEvents.has(field)) return true;
    const object = field === 'key' ? objectOf(node) : undefined;
    isObject ||= object !== undefined && lastField(object) === 'object';
    at = at.from;
  }
  return false;
}

const ofEvents: ReadonlySet<string> = new Set(['s3', 'detail']);

/** The field that it reads, if it is read of something. */
function readOf(node: Expression): string | undefined {
  return node.type === 'Name' ? undefined : lastField(node);
}

/** What `object['key']`, `object.key` and `object.get('key')` read it of. */
function objectOf(node: Expression): Expression | undefined {
  if (node.type === 'Subscript' || node.type === 'Attribute') return node.object;

  return node.type === 'Call' && node.callee.type === 'Attribute' ? node.callee.object : undefined;
}

/**
 * Whether a field is the key in a notification of S3, which encodes it for an address; EventBridge does
 * not. Source: "Event message structure" (Amazon S3).
 */
export function isEncodedKey(field: string, object: Expression, fact: Fact): boolean {
  if (field !== 'key' || object.type === 'Attribute') return false;
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { node } = at;
    const isRead = node.type === 'Subscript' || node.type === 'Call';
    if (isRead && lastField(node) === 's3') return true;
    if (isRead && lastField(node) === 'detail') return false;
    at = at.from;
  }
  return false;
}

/** Of an upload, the content is what a stranger may have written. */
export function asUploaded(safe: Kinds): Kinds {
  return (safe & mediumAtMost) === 0 ? safe : (safe & ~mediumAtMost) | highAtMost;
}
