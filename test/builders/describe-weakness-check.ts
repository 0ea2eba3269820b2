import { describe, expect, it } from 'vitest';
import type { Weakness, WeaknessKind } from '../../functions/core/weakness.ts';
import type { Check, Detail } from '../../functions/domain/check.ts';
import type { Facts } from '../../functions/facts/index.ts';
import { describeCheck } from './describe-check.ts';

type WeaknessCheck = Check<'function', Pick<Facts['function'], 'weaknesses'>>;

/** A sink of each language, and words of what to write instead of it. */
interface Sinks {
  readonly javascript: readonly [sink: string, instead: RegExp];
  readonly python: readonly [sink: string, instead: RegExp];
}

/** The table of a check of one kind of weakness, in both languages. */
export function describeWeaknessCheck(check: WeaknessCheck, { javascript, python }: Sinks): void {
  const kind = kindOf(check);
  const [inJavaScript] = javascript;
  const [inPython] = python;
  const isTogether = 'covers' in check.suppression;
  const first = weaknessOf(kind, { sink: inJavaScript });
  const second = weaknessOf(kind, { sink: inJavaScript, line: 9 });
  const other = weaknessOf(kind, { sink: inPython, path: 'app/handler.py' });

  describeCheck(check, {
    passes: [
      { name: 'code without a weakness', facts: { weaknesses: [] } },
      {
        name: 'weaknesses of another kind',
        facts: {
          weaknesses: [weaknessOf(kind === 'weak-crypto' ? 'open-redirect' : 'weak-crypto')],
        },
      },
    ],
    fails: [
      {
        name: 'one, wherever its line has moved',
        facts: { weaknesses: [{ ...first, line: 99, column: 9 }] },
        subjects: [isTogether ? 'function' : `index.js: ${inJavaScript}`],
      },
      {
        name: 'several, in the order in which they stand',
        facts: { weaknesses: [second, other, first] },
        subjects: isTogether
          ? ['function']
          : [
              `app/handler.py: ${inPython}`,
              `index.js: ${inJavaScript}`,
              `index.js: ${inJavaScript} (2)`,
            ],
      },
    ],
  });

  describe(`what ${check.id} says`, () => {
    it.each([
      ['index.js', ...javascript],
      ['app.py', ...python],
    ])('of %s: what to write instead of %s', (path, sink, instead) => {
      const [detail] = detailsOf(check, [weaknessOf(kind, { path, sink, fix: 'safe(event)' })]);

      expect(detail?.summary).toBe(`${sink} ${detail?.summary.split(`${sink} `)[1]}`);
      expect(detail?.summary).toMatch(new RegExp(`, in ${path} at line 3$`));
      expect(detail?.remediation).toMatch(/^Write: safe\(event\)\n\n/);
      expect(detail?.remediation).toMatch(instead);
    });

    it('is as severe as its engine has found it to be', () => {
      const severity = check.severity === 'critical' ? 'low' : 'critical';

      const [detail] = detailsOf(check, [weaknessOf(kind, { severity })]);
      const [usual] = detailsOf(check, [weaknessOf(kind)]);

      expect(detail?.severity).toBe(severity);
      expect(usual?.severity ?? check.severity).toBe(check.severity);
    });

    it('shows the way to the sink, and the line that it stands on', () => {
      const flow = [
        { text: 'event is what the handler is given', path: 'index.js', line: 1, column: 2 },
        { text: 'it ends here', path: 'index.js', line: 3, column: 1 },
      ];

      const [detail] = detailsOf(check, [weaknessOf(kind, { flow, code: 'sink(event)' })]);

      expect(detail?.evidence).toEqual([flow[0], { ...flow[1], code: 'sink(event)' }]);
    });
  });
}

export function weaknessOf(kind: WeaknessKind, part: Partial<Weakness> = {}): Weakness {
  return { kind, sink: 'sink', path: 'index.js', line: 3, column: 1, flow: [], ...part };
}

/** What a check finds. */
export function detailsOf(
  check: WeaknessCheck,
  weaknesses: readonly Weakness[],
): readonly Detail[] {
  const verdict = check.evaluate({ weaknesses });

  return verdict.outcome === 'fail' ? verdict.details : [];
}

function kindOf({ id }: WeaknessCheck): WeaknessKind {
  return id.slice('code/'.length) as WeaknessKind;
}
