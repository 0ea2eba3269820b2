import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { factSources } from '../builders/fact-sources.ts';
import { deployedStack } from './deployed.ts';
import { account, functionArn, sampleCoverage, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const checkout = functionArn('checkout');
const gaps = [{ fact: 'weaknesses', reason: '=AccessDenied: \u001b[2Jlambda:GetFunction' }];

beforeEach(() =>
  stack.reset({
    coverage: [
      ...wholeCoverage(checkout).filter(({ scanner }) => scanner !== 'usage'),
      sampleCoverage({ target: functionArn('gone'), gone: true }),
      sampleCoverage({ target: checkout, gaps, gapsSince: '2026-11-23T02:00:00.000Z' }),
    ],
  }),
);

describe('vigil coverage', () => {
  it('names what could not be seen, why, and when which scanner last ran', async () => {
    const world = recordedWorld();

    expect(await vigil(['coverage'], world)).toBe(0);
    const lines = world.stdout().split('\n');
    expect(lines[0]).toMatch(/^WHERE +SCANNER +NOT COVERED, AND WHY +SINCE$/);
    expect(lines[1]).toMatch(/^checkout +code +weaknesses in its code +2026-11-23$/);
    expect(lines[2]).toMatch(/^eu-west-1 +=AccessDenied: ␛\[2Jlambda:GetFunction$/);
    expect(lines.slice(4)).toEqual([
      '1 of 2 targets fully covered',
      '  code          last ran 2026-11-25 02:03 UTC',
      '  dependencies  last ran 2026-11-25 02:03 UTC',
      '  permissions   last ran 2026-11-25 02:03 UTC',
      '  usage         has not run yet',
    ]);
  });

  it('is about the targets that are named, and refuses a name that no target has', async () => {
    const world = recordedWorld();
    const other = functionArn('other');
    stack.reset({
      coverage: [...wholeCoverage(checkout, other), sampleCoverage({ target: checkout, gaps })],
    });

    expect(await vigil(['coverage', 'other', '--strict'], world)).toBe(0);
    expect(world.stdout()).toContain('1 of 1 targets fully covered');
    expect(await vigil(['coverage', 'checkout', '--strict'], recordedWorld())).toBe(3);
    expect(await vigil(['coverage', 'chekcout'], world)).toBe(2);
    expect(world.stderr()).toContain('Did you mean checkout?');
  });

  it('is about the functions with a tag, by what any scanner knows of it, and about accounts', async () => {
    const world = recordedWorld();
    const other = functionArn('other');
    const tagOf = (each: { readonly target: string; readonly scanner: string }) =>
      each.scanner === 'code' && { keptTags: { team: [each.target === other ? 'shop' : 'pay'] } };
    stack.reset({
      coverage: [...wholeCoverage(checkout, other), sampleCoverage({ target: checkout, gaps })].map(
        (each) => ({ ...each, ...tagOf(each) }),
      ),
    });

    expect(await vigil(['coverage', '--tag', 'team=shop', '--strict'], world)).toBe(0);
    expect(world.stdout()).toContain('2 of 2 targets fully covered');
    expect(await vigil(['coverage', '--tag', 'team=pay', '--strict'], recordedWorld())).toBe(3);
    expect(await vigil(['coverage', '--tag', 'team=none'], world)).toBe(2);
  });

  it('names a cause once, and with --all each target by itself', async () => {
    const [first, ...others] = ['a', 'b', 'c', 'd', 'e'].map(functionArn);
    const denied = (target: string) => ({
      fact: 'resourcePolicies',
      reason: `AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/scan/x is not authorized to perform: lambda:GetPolicy on resource: ${target} because no identity-based policy allows the lambda:GetPolicy action`,
    });
    const coverage = [first ?? '', ...others].map((target) =>
      sampleCoverage({ target, scanner: 'permissions', gaps: [denied(target)] }),
    );
    stack.reset({ coverage });
    const [brief, whole] = [recordedWorld(140), recordedWorld(140)];

    await vigil(['coverage'], brief);
    await vigil(['coverage', '--all'], whole);

    expect(brief.stdout().split('\n').slice(1, 7)).toEqual([
      expect.stringMatching(/^5 targets: +permissions +its resource policies +never$/),
      expect.stringMatching(/^a +denied: lambda:GetPolicy; grant it to role scan$/),
      'b',
      'c',
      'and 2 more',
      '',
    ]);
    expect(whole.stdout().match(/AccessDeniedException:/g)).toHaveLength(5);
  });

  it('has words for whatever could not be seen', async () => {
    const facts = [...new Set(Object.values(factSources).flatMap(Object.keys))];
    const unseen = facts.map((fact) => ({ fact, reason: `no reason for ${facts.indexOf(fact)}` }));
    stack.reset({ coverage: [sampleCoverage({ target: checkout, gaps: unseen })] });

    for (const args of [['coverage'], ['coverage', '--all'], ['report', '--out', '-']]) {
      const world = recordedWorld();
      await vigil(args, world);

      for (const fact of facts.filter((name) => /[A-Z]/.test(name))) {
        expect(world.stdout()).not.toMatch(new RegExp(`\\b${fact}\\b`));
      }
    }
  });

  it('says the same as JSON, by target and scanner', async () => {
    const world = recordedWorld();

    await vigil(['coverage', '--json'], world);

    const { coverage, ...rest } = JSON.parse(world.stdout());
    expect(rest).toMatchObject({ targets: 2, seenWhole: 1 });
    expect(coverage).toHaveLength(6);
    expect(coverage).toContainEqual({
      target: expect.objectContaining({ arn: checkout, kind: 'function', name: 'checkout' }),
      scanner: 'code',
      complete: false,
      unknown: gaps,
    });
    expect(coverage).toContainEqual(
      expect.objectContaining({
        target: expect.objectContaining({ arn: account }),
        complete: true,
        unknown: [],
      }),
    );
  });

  it('says the same as CSV, in which no cell is a formula', async () => {
    const world = recordedWorld();

    await vigil(['coverage', '--csv'], world);

    expect(world.stdout().split('\n')).toEqual([
      'kind,name,region,account,scanner,fact,reason,since,arn',
      `function,checkout,eu-west-1,111122223333,code,weaknesses,'=AccessDenied: ␛[2Jlambda:GetFunction,2026-11-23T02:00:00.000Z,${checkout}`,
    ]);
  });

  it.each([
    {
      format: 'markdown',
      has: [
        '# Coverage of account 111122223333',
        '1 of 2 targets fully covered, 2026-11-25 08:00 UTC',
        '| checkout eu\\-west\\-1 | code | weaknesses in its code: \\=AccessDenied\\: ␛\\[2Jlambda\\:GetFunction | 2026-11-23 |',
        '- usage has not run yet',
      ],
    },
    {
      format: 'html',
      has: [
        '<h1>Coverage of account 111122223333</h1>',
        '<td><b>checkout</b> eu-west-1</td><td>code</td><td>weaknesses in its code: =AccessDenied: ␛[2Jlambda:GetFunction</td>',
        '<li>usage has not run yet</li>',
      ],
    },
  ])('says the same as $format, in which nothing is markup', async ({ format, has }) => {
    const world = recordedWorld();

    expect(await vigil(['coverage', '--format', format], world)).toBe(0);
    for (const text of has) expect(world.stdout()).toContain(text);
  });

  it.each(['sarif', 'ocsf', 'asff'])('refuses %s, which is of findings', async (format) => {
    const world = recordedWorld();

    expect(await vigil(['coverage', '--format', format], world)).toBe(2);
    expect(world.stderr()).toContain(
      `--format cannot be ${format}: it takes table, json, jsonl, csv, markdown, html`,
    );
  });

  it('ends with 3 when it must be complete and is not', async () => {
    expect(await vigil(['coverage', '--strict'], recordedWorld())).toBe(3);

    stack.reset({ coverage: wholeCoverage(checkout) });
    expect(await vigil(['coverage', '--strict'], recordedWorld())).toBe(0);
  });
});
