import { describe, expect, it } from 'vitest';
import { before, designOf } from './designs-in.ts';

const item = (fields: string, more = '') =>
  `const body = JSON.parse(event.body);\nawait db.send(new PutCommand({ TableName, Item: { ${fields} }${more} }));`;

describe('an addition in a bundle', () => {
  it.each([
    ['uuid', 'addition'],
    ['unknown', undefined],
  ])('is seen in a bundle by what a known package makes: %s', (name, kind) => {
    const code = `// node_modules/${name}/index.js
function make() { return native(); }
// src/index.js
${before}exports.handler = async (event) => {\n${item('id: make()')}\nreturn make();\n};`;

    expect(designOf({ 'index.js': code })).toBe(kind);
  });

  it.each([
    ['uuid', 'addition'],
    ['unknown', undefined],
  ])('is seen in a bundle beside a call of a known package: %s', (name, kind) => {
    const code = `// node_modules/${name}/index.js
function act() { return native(); }
// src/index.js
${before}exports.handler = async (event) => {\n${item('id: v4()')}\nreturn act(event);\n};`;

    expect(designOf({ 'index.js': code })).toBe(kind);
  });
});
