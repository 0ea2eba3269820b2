import { describe, expect, it } from 'vitest';
import { kindNamedIn, Requested } from '../../../functions/engines/signatures/index.ts';

interface Node {
  readonly name?: string;
  readonly parts?: readonly Node[];
}

interface Name {
  readonly isParameter?: boolean;
  readonly values: Node[];
}

function requestedAmong(names: Readonly<Record<string, Name>>): Requested<Node, Name> {
  return new Requested<Node, Name>({
    childrenOf: ({ parts = [] }) => parts,
    bindingOf: ({ name = '' }) => names[name],
    isRequest: ({ name }) => name === 'request',
    isGiven: ({ isParameter = false, values }, has) => isParameter || values.some(has),
  });
}

describe('what a request decides', () => {
  const event: Name = { isParameter: true, values: [] };

  it('is all with a parameter, or a name that is given one, in it', () => {
    const requested = requestedAmong({ event, body: { values: [{ parts: [{ name: 'event' }] }] } });

    expect(requested.has({ parts: [{ parts: [{ name: 'event' }] }] })).toBe(true);
    expect(requested.has({ parts: [{ name: 'body' }] })).toBe(true);
    expect(requested.has({ parts: [{ name: 'key' }] })).toBe(false);
  });

  it('is a request of a framework', () => {
    expect(requestedAmong({}).has({ parts: [{ name: 'request' }] })).toBe(true);
  });

  it('is nothing that is given itself only', () => {
    expect(requestedAmong({ a: { values: [{ name: 'a' }] } }).has({ name: 'a' })).toBe(false);
  });

  it('is what has too many parts to be looked through', () => {
    const few = Array.from({ length: 4_000 }, () => ({}));

    expect(requestedAmong({}).has({ parts: few })).toBe(false);
    expect(requestedAmong({}).has({ parts: [...few, ...few] })).toBe(true);
  });
});

describe('the kind of a signature', () => {
  const kindIn = (...nodes: Node[]) =>
    kindNamedIn(
      nodes,
      'hmac',
      ({ name }) => name,
      ({ parts = [] }) => parts,
    );

  it('is that of the header it is taken from', () => {
    expect(kindIn({ parts: [{ name: 'headers' }, { name: 'X-Hub-Signature-256' }] })).toBe(
      'github',
    );
    expect(kindIn({ name: 'svix-signature' })).toBe('standard-webhooks');
  });

  it('is else what the check says', () => {
    expect(kindIn({ name: 'x-signature' }, {})).toBe('hmac');
  });

  it('is looked for once in what refers to itself', () => {
    const parts: Node[] = [];
    const node: Node = { parts };
    parts.push(node);

    expect(kindIn(node)).toBe('hmac');
  });
});
