import {
  type AnyNode,
  type ClassNode,
  type FunctionNode,
  type MemberNode,
  memberName,
  type NodeOf,
} from './syntax.ts';

type Holder = ClassNode | NodeOf<'ObjectExpression'>;

/** The members of a class or an object by one name; those of a class on itself, or on its instances. */
export function membersNamed(node: Holder, name: string, isStatic = false): readonly MemberNode[] {
  const known = knownMembers.get(node) ?? membersByName(node);
  knownMembers.set(node, known);

  return known.get(keyOf(name, isStatic)) ?? [];
}

/** Each field of a table of thousands may be asked for. */
const knownMembers = new WeakMap<Holder, ReadonlyMap<string, readonly MemberNode[]>>();

function membersByName(node: Holder): ReadonlyMap<string, readonly MemberNode[]> {
  const members = new Map<string, MemberNode[]>();

  for (const member of node.type === 'ObjectExpression' ? node.properties : node.body.body) {
    if (member.type === 'SpreadElement' || member.type === 'StaticBlock') continue;
    const name = memberName(member);
    const key = name && keyOf(name, member.type !== 'Property' && member.static);
    if (key === undefined) continue;
    const known = members.get(key);
    if (known) known.push(member);
    else members.set(key, [member]);
  }
  return members;
}

function keyOf(name: string, isStatic: boolean): string {
  return isStatic ? `static ${name}` : name;
}

/** What is spread into an object. */
export function spreadInto({ properties }: NodeOf<'ObjectExpression'>): readonly AnyNode[] {
  return properties.flatMap((each) => (each.type === 'SpreadElement' ? each.argument : []));
}

/** Its constructor and methods, which put into `this` what they like. */
export function methodsOf(node: ClassNode, isStatic: boolean): readonly FunctionNode[] {
  return node.body.body.flatMap((member) =>
    member.type === 'MethodDefinition' && member.static === isStatic ? member.value : [],
  );
}
