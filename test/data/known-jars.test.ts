import { expect, it } from 'vitest';
import { knownJars } from '../../functions/data/known-jars.ts';

it('holds nothing but groups as Maven Central has them, and whole names of artifacts', () => {
  for (const { group, name } of knownJars) {
    expect(group).toMatch(/^[a-z][\w-]*(?:\.[a-z][\w-]*)*$/);
    expect(name.source, group).toMatch(/^\^.*\$$/);
  }
});

it('looks at whole lines of a manifest, from their beginning', () => {
  for (const { group, says } of knownJars) {
    if (says) expect([says.source[0], says.flags], group).toEqual(['^', 'm']);
  }
});
