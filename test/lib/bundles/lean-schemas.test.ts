import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withPlainKeys } from '../../../lib/bundles/lean-schemas.ts';

const sdk = join(import.meta.dirname, '../../../node_modules/@aws-sdk');

describe('keys of schemas', () => {
  it.each([
    [
      'const _x = "xmlName";\nvar A$ = [3, 0, { [_x]: _x }];',
      'const _x = "xmlName";\nvar A$ = [3, 0, { "xmlName": _x }];',
    ],
    ['var A$ = [3, 0, { [_x]: 1 }];', 'var A$ = [3, 0, { [_x]: 1 }];'],
    ['let _x = "a";\nvar A$ = [{ [_x]: 1 }];', 'let _x = "a";\nvar A$ = [{ [_x]: 1 }];'],
    ['const _x = "a";\nvar A$ = [_x];', 'const _x = "a";\nvar A$ = [_x];'],
  ])('are plain where their text is known: %j', (code, expected) => {
    expect(withPlainKeys(code)).toBe(expected);
  });

  it('are all plain in every client that is installed', () => {
    const clients = readdirSync(sdk).filter((name) => name.startsWith('client-'));
    const schemas = clients.map((name) => join(sdk, name, 'dist-es/schemas/schemas_0.js'));

    expect(schemas.length).toBeGreaterThan(25);
    const kept = schemas.filter((file) =>
      /\[\w+\]:/.test(withPlainKeys(readFileSync(file, 'utf8'))),
    );
    expect(kept).toEqual([]);
  });
});
