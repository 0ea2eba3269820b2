import { argumentOf } from '../call-arguments.ts';
import { calledName } from '../link.ts';
import type { Call } from '../syntax.ts';
import { codeOf, type Fix, type Fixing } from './fix.ts';
import { partOf, rewritten } from './part.ts';

/** `open('/tmp/' + os.path.basename(name))`. */
export const onlyName: Fix = rewritten((code) => `os.path.basename(${code})`);

/** `f'<p>{html.escape(name)}</p>'`. */
export const escapeHtml: Fix = rewritten((code) => `html.escape(${code})`);

/** Line ends are shown as `\n`. */
export const escapeLine: Fix = rewritten((code) => `repr(${code})`);

/** Before the call. */
export const allowHosts: Fix = (fixing) => {
  const address = addressOf(fixing);
  const code = address && codeOf(address, fixing);

  return code === undefined
    ? undefined
    : `if urllib.parse.urlsplit(${code}).hostname not in ALLOWED_HOSTS:\n    raise ValueError('host not allowed')`;
};

/** What is given to the call, or to the `Request` that is given to it. */
function addressOf({ fact }: Fixing) {
  for (let at = fact; at; at = at.from) {
    const call = at.node.parent?.type === 'Argument' ? at.node.parent.parent : undefined;
    if (call?.type === 'Call' && calledName(call) === 'Request') return at.node;
  }
  return fact?.path.length === 0 ? fact.node : undefined;
}

/** Of an address of another site, the browser goes nowhere: `//` and `/\` begin one. */
export const relativeOnly: Fix = (fixing) => {
  const part = partOf(fixing);
  const code = part && codeOf(part, fixing);
  if (!part || code === undefined) return undefined;

  const test = `if not ${code}.startswith('/') or ${code}[1:2] in ('/', '\\\\'):`;
  const isSet = part.type === 'Name';
  return `${test}\n    ${isSet ? `${code} = '/'` : "raise ValueError('not a path of this site')"}`;
};

/** `archive.extractall(path, filter='data')`. */
export const filterMembers: Fix = (fixing) => withArgument(fixing, "filter='data'");

export const refuseEntities: Fix = (fixing) => {
  const { at } = fixing;
  const isLxml = at.type === 'Call' && at.callee.type === 'Attribute';
  const made = isLxml ? argumentOf(at, 1, 'parser') : undefined;
  if (!isLxml || made) return undefined;

  const library = at.callee.type === 'Attribute' ? codeOf(at.callee.object, fixing) : undefined;
  const parser = `parser=${library}.XMLParser(resolve_entities=False, no_network=True)`;
  return library === undefined ? undefined : withArgument(fixing, parser);
};

/** The call, with one argument more. */
function withArgument(fixing: Fixing, argument: string): string | undefined {
  const { at } = fixing;
  const call: Call | undefined = at.type === 'Call' ? at : undefined;
  const callee = call && codeOf(call.callee, fixing);
  const given = call?.arguments.map((each) => codeOf(each, fixing)) ?? [];
  if (callee === undefined || given.some((each) => each === undefined)) return undefined;

  return `${callee}(${[...given, argument].join(', ')})`;
}
