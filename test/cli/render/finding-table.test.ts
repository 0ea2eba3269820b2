import { describe, expect, it } from 'vitest';
import { findingTable } from '../../../cli/render/finding-table.ts';
import { functionArn, sampleFinding } from '../samples.ts';

const terminal = {
  out: () => undefined,
  err: () => undefined,
  columns: 200,
  paint: (_: unknown, text: string) => text,
};
const check = 'permissions/public-resource-policy';
const statements = Array.from({ length: 120 }, (_, index) =>
  sampleFinding({ check, subject: `function/${index}`, summary: `statement ${index} is public` }),
);
const another = sampleFinding({ target: functionArn('orders'), check, summary: 'one of orders' });

describe('a function with 120 findings of one check', () => {
  it.each(['target', 'check', 'severity'] as const)(
    'shows the first of them by %s, and says how to list all',
    (by) => {
      const table = findingTable([...statements, another], terminal, by);

      expect(table.match(/is public/g)).toHaveLength(5);
      expect(table.replaceAll(/\s+/g, ' ')).toMatch(/and 115 more of the kind: /);
      expect(table).toContain('one of orders');
    },
  );

  it('shows all where they are not grouped', () => {
    const table = findingTable(statements, terminal, 'none');

    expect(table.match(/is public/g)).toHaveLength(120);
    expect(table).not.toContain('more of the kind');
  });
});
