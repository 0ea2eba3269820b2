import { describe, expect, it } from 'vitest';
import { findSignatureCheck } from '../../../functions/engines/python/index.ts';
import { optional, optionalForAll } from './optional-key-handlers.ts';
import { letting, refusing, refusingHandler } from './refusing-handlers.ts';

function kindIn(source: string) {
  return findSignatureCheck({ files: new Map([['app.py', source]]), handler: 'app.handler' })?.kind;
}

describe('a handler that refuses by a credential', () => {
  it.each(refusing.map(([name, ...code]) => [name, refusingHandler(...code)] as const))(
    'is seen: %s',
    (_, source) => {
      expect(kindIn(source)).toBe('credential');
    },
  );
});

describe('a handler that does not', () => {
  it.each(letting.map(([name, ...code]) => [name, refusingHandler(...code)] as const))(
    'is none: %s',
    (_, source) => {
      expect(kindIn(source)).toBeUndefined();
    },
  );
});

describe('a handler that asks for a key where one is set', () => {
  it.each(optional.map(([name, ...code]) => [name, refusingHandler(...code)] as const))(
    'refuses by a credential: %s',
    (_, source) => {
      expect(kindIn(source)).toBe('credential');
    },
  );

  it.each(optionalForAll.map(([name, ...code]) => [name, refusingHandler(...code)] as const))(
    'refuses no one by a key %s',
    (_, source) => {
      expect(kindIn(source)).toBeUndefined();
    },
  );
});
