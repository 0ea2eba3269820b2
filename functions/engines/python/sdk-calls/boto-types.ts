import { botoResourceLines } from '../../../data/boto-resources.ts';

/** A type of resource: what its methods and attributes are. */
interface BotoType {
  /** Operations by methods. */
  readonly calls: ReadonlyMap<string, string>;
  /** Types by what gives back one of them. */
  readonly makes: ReadonlyMap<string, string>;
  readonly collections: ReadonlyMap<string, { readonly of: string; readonly operation: string }>;
  /** Operations by methods of a collection of the type. */
  readonly batches: ReadonlyMap<string, string>;
}

/** What a path of names calls, from `boto3.resource(service)` on. */
export interface BotoPath {
  readonly operation?: string;
  /** Whether all of it is known: what is not may be any call of the service. */
  readonly isKnown: boolean;
}

/** `Instance().stop`, `instances.filter`, `instances.filter()[].stop`, `instances.all().stop`. */
export function botoPath(service: string, path: string): BotoPath {
  let name = ROOT;
  let collection: { readonly of: string; readonly operation: string } | undefined;
  const parts = path.split('.');

  for (const [index, part] of parts.entries()) {
    const type = typeOf(service, name);
    const [member = ''] = part.split(/[([]/, 1);
    const isLast = index === parts.length - 1;
    if (!type) return { isKnown: false };

    if (collection) {
      const batch = typeOf(service, collection.of)?.batches.get(member);
      if (isLast && batch !== undefined) return { operation: batch, isKnown: true };
      if (!reading.has(member)) return { isKnown: false };
      if (isLast && part === member) return { operation: collection.operation, isKnown: true };
      if (part.endsWith(']')) [name, collection] = [collection.of, undefined];
      continue;
    }
    const operation = type.calls.get(member);
    const held = type.collections.get(member);
    const made = type.makes.get(member) ?? (/^[A-Z]/.test(member) ? member : undefined);
    if (isLast && part === member && operation !== undefined) return { operation, isKnown: true };
    if (held) collection = held;
    else if (made !== undefined) name = made;
    // An attribute, and what its value has, is no call.
    else return { isKnown: name !== ROOT };
  }
  return { isKnown: true };
}

const ROOT = '-';

/** What a collection is read by; the first reading asks for all of it. */
const reading: ReadonlySet<string> = new Set(['all', 'filter', 'limit', 'page_size', 'pages']);

function typeOf(service: string, name: string): BotoType | undefined {
  return table().get(`${service} ${name}`);
}

let made: ReadonlyMap<string, BotoType> | undefined;

/** Made when it is first asked for: most functions have no resource. */
function table(): ReadonlyMap<string, BotoType> {
  made ??= new Map(
    botoResourceLines
      .trim()
      .split('\n')
      .map((line) => typeIn(line)),
  );
  return made;
}

function typeIn(line: string): readonly [string, BotoType] {
  const [service = '', name = '', ...cells] = line.split(' ');
  const calls = new Map<string, string>();
  const makes = new Map<string, string>();
  const batches = new Map<string, string>();
  const collections = new Map<string, { of: string; operation: string }>();

  for (const cell of cells) {
    const [before = '', after = ''] = cell.split('=');
    const [operation = '', type] = after.split('>');
    const [member = '', of] = before.split(':');
    const [reference = '', target] = before.split('>');
    if (target !== undefined) makes.set(reference, target);
    else if (of !== undefined) collections.set(member, { of, operation });
    else if (member.startsWith('*')) batches.set(member.slice(1), operation);
    else calls.set(member, operation);
    if (type !== undefined) makes.set(member, type.replace('[]', ''));
  }
  return [`${service} ${name}`, { calls, makes, collections, batches }];
}

/** Whether a resource of a service, or a part of one, has a method or a collection of that name. */
export function isResourceMember(service: string, member: string): boolean {
  return membersOf(service).has(member);
}

const members = new Map<string, ReadonlySet<string>>();

function membersOf(service: string): ReadonlySet<string> {
  const known = members.get(service);
  if (known) return known;

  const types = [...table()].filter(([key]) => key.startsWith(`${service} `));
  const found = new Set(
    types.flatMap(([, type]) => [
      ...type.calls.keys(),
      ...type.collections.keys(),
      ...type.batches.keys(),
    ]),
  );
  members.set(service, found);
  return found;
}
