import { describe, expect, it } from 'vitest';
import type { WeaknessKind } from '../../../functions/core/weakness.ts';
import { shownWeaknesses } from '../../../functions/engines/flow/index.ts';

describe('weaknesses that are shown', () => {
  it('are by place', () => {
    const shown = shownWeaknesses(
      [found('path-traversal', 9), found('logs-whole-event', 2), found('open-redirect', 9)],
      placeOf,
      describeFound,
    );

    expect(shown.map(({ kind, line }) => [kind, line])).toEqual([
      ['logs-whole-event', 2],
      ['open-redirect', 9],
      ['path-traversal', 9],
    ]);
  });

  it('are a hundred, and the grave ones come before the mild', () => {
    const mild = Array.from({ length: 200 }, (_, line) => found('logs-whole-event', line));
    const grave = Array.from({ length: 60 }, (_, line) => found('path-traversal', 1000 - line));

    const shown = shownWeaknesses([...mild, ...grave], placeOf, describeFound);

    expect(shown).toHaveLength(100);
    expect(shown.filter(({ kind }) => kind === 'path-traversal')).toHaveLength(60);
    expect(shown[39]?.line).toBe(39);
  });
});

function found(kind: WeaknessKind, line: number) {
  return { sink: { kind }, line };
}

function placeOf({ line }: ReturnType<typeof found>) {
  return { path: 'index.js', line, column: 1 };
}

function describeFound(one: ReturnType<typeof found>) {
  const { kind } = one.sink;
  return { kind, sink: kind, ...placeOf(one), flow: [], code: '' };
}
