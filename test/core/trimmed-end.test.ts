import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { trimmedEnd } from '../../functions/core/trimmed-end.ts';

test.prop([fc.string({ unit: fc.constantFrom(...'ab ,') })])(
  'trimmedEnd is what a pattern that repeats to the end leaves',
  (text) => {
    expect(trimmedEnd(text, /[ ,]/)).toBe(text.replace(/[ ,]+$/, ''));
  },
);
