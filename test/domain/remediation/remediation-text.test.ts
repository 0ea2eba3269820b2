import { describe, expect, it } from 'vitest';
import {
  leadOf,
  remediationIn,
  remediationText,
} from '../../../functions/domain/remediation/remediation-text.ts';

const wide = 'x'.repeat(3_000);

it.each([
  ['Let callers sign:\naws lambda …', 'Let callers sign.'],
  ['Delete it.\n\nMore', 'Delete it.'],
  ['', ''],
])('leads with %j as a sentence of its own', (remediation, lead) => {
  expect(leadOf(remediation)).toBe(lead);
});

describe('the text of a remedy', () => {
  it('leads with one line, and what is to be copied stands below', () => {
    const text = remediationText('Name the\nqueue.', [{ title: 'As it is', text: '{\n}' }]);

    expect(text).toBe('Name the␊queue.\n\nAs it is\n{\n}');
    expect(leadOf(text)).toBe('Name the␊queue.');
  });

  it('drops what only shows how things are before what changes them, and says so', () => {
    const text = remediationText('Do.', [
      { title: 'As it is', text: wide, isBackground: true },
      { title: 'As it should be', text: wide },
      { title: 'To change it', text: 'aws iam' },
    ]);

    expect(text).toContain('As it is\n(too long to be shown here)');
    expect(text).toContain(`As it should be\n${wide}`);
    expect(text).toContain('To change it\naws iam');
  });

  it('is no longer than a finding keeps, whatever it is made of', () => {
    const parts = Array.from({ length: 10 }, () => ({ title: wide, text: wide }));

    expect(remediationText('Do.', parts).length).toBeLessThan(6_000);
  });

  it('can be taken apart again, and so can one that was written otherwise', () => {
    const parts = [{ title: 'As it is', text: '{\n}' }];

    expect(remediationIn(remediationText('Do.', parts))).toEqual({ lead: 'Do.', parts });
    expect(remediationIn('Do.')).toEqual({ lead: 'Do.', parts: [] });
    expect(remediationIn('Do:\naws a\naws b')).toEqual({
      lead: 'Do:',
      parts: [{ title: '', text: 'aws a\naws b' }],
    });
  });
});
