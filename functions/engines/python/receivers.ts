import { namesOfCall } from './called-names.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { authorOf, keptIn } from './event-authors.ts';
import type { Flow } from './flow.ts';
import {
  type Kinds,
  noKinds,
  ofPart,
  onlyText,
  safeAsNoSecret,
  safeAsPart,
  safeAsSetting,
  urlEncoded,
} from './kinds.ts';
import { inFields } from './model-fields.ts';
import { passagesOfReceiver } from './passages-of-methods.ts';
import { isPlainText } from './plain-text.ts';
import { isCredential, isOfPlatform, isOfTexts } from './platform-fields.ts';
import { keepContent } from './saved-uploads.ts';
import { sinksAt } from './sinks.ts';
import type { Attribute, Call } from './syntax.ts';
import { isEncodedKey } from './uploads.ts';

/** The event is (in) the object whose method is called. */
export function passReceiver(flow: Flow, call: Call, attribute: Attribute, fact: Fact): void {
  const { name: method } = attribute;
  const own = flow.values.functionsOf(call.callee);
  for (const { node, taken } of own) {
    // A static method does not get the object.
    if (taken === 0) continue;
    flow.enter(node, taken - 1, fact.path, fact.safe, { site: { node: call, taken }, fact });
  }
  if (own.length > 0) return;

  const names = namesOfCall(call, flow.values.valuesOf(call.callee));
  keepContent(flow, call, names, fact);
  for (const name of names) {
    for (const sink of sinksAt(name, call, 'self', flow.values, fact))
      flow.report(call, sink, fact);
  }
  const key = constantText(call.arguments[0]?.value);
  // `event.get('requestContext')` reads a field.
  const isPlatform =
    method === 'get' &&
    key !== undefined &&
    isOfPlatform(flow.values, attribute.object, key, false);
  if (isPlatform) return;
  if (method === 'get' && key !== undefined && isPlainText(flow.values, fact)) return;
  const isPart = key === undefined ? method !== 'copy' : !(method === 'get' && isCredential(key));
  const part = isPart ? safeAsPart : noKinds;
  const text = method === 'get' && isOfTexts(attribute.object) ? onlyText : noKinds;
  const isField = method === 'get' && key !== undefined;
  const author = isField ? authorOf(attribute.object, key, fact) : noKinds;
  const ofKey = isField && isEncodedKey(key, attribute.object, fact) ? urlEncoded : noKinds;
  const ofSecret = isField
    ? ofSetting(key, fact)
    : keepsSecret.test(method)
      ? noKinds
      : safeAsNoSecret;
  for (const passage of passagesOfReceiver(method, key)) {
    const of = isField ? keptIn(key, ofPart(fact.safe)) : ofPart(fact.safe);
    const safe = of | passage.safe | part | author | text | ofKey | ofSecret;
    const inside = inFields(flow.values, method, call, fact);
    flow.reach(call, inside ?? passage.path(fact.path, fact.safe), fact, safe);
  }
}

function ofSetting(key: string, { path }: Fact): Kinds {
  return path.length === 0 ? safeAsSetting(key) : noKinds;
}

/** What else is made of a secret is cut, masked or counted. */
const keepsSecret =
  /^(?:l?strip|rstrip|encode|decode|lower|upper|copy|items|values|pop|setdefault|format|json|dict|_asdict|model_dump)$/;
