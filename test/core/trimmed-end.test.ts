import { expect } from 'vitest';
import { trimmedEnd } from '../../functions/core/trimmed-end.ts';
import { fc, property } from '../property.ts';

property.prop([fc.string({ unit: fc.constantFrom(...'ab ,') })])(
  'trimmedEnd is what a pattern that repeats to the end leaves',
  (text) => {
    expect(trimmedEnd(text, /[ ,]/)).toBe(text.replace(/[ ,]+$/, ''));
  },
);
