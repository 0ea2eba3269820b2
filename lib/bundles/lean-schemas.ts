import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Has esbuild leave out schemas of the SDK that no call needs, which are a megabyte for EC2 alone. They name fields by constants,
 * `{ [_xN]: _item }`, and what stands in brackets might do anything as it is read, so that each would be kept.
 */
export const leanSchemas: Plugin = {
  name: 'lean-schemas',
  setup({ onLoad }) {
    onLoad(
      { filter: /@aws-sdk[/\\]client-[\w-]+[/\\]dist-es[/\\]schemas[/\\]\w+\.js$/ },
      async ({ path }) => ({
        contents: withPlainKeys(await readFile(path, 'utf8')),
      }),
    );
  },
};

/** Each field by its name, where that is a text of the same file. */
export function withPlainKeys(code: string): string {
  const texts = new Map(
    Array.from(code.matchAll(/^const (\w+) = ("[^"\\\n]*");$/gm), ([, name = '', text = '']) => [
      name,
      text,
    ]),
  );

  return code.replaceAll(/\[(\w+)\](?=: )/g, (key, name) => texts.get(name) ?? key);
}
