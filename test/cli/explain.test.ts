import { describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { checkIds } from '../../functions/checks/index.ts';
import { recordedWorld } from './world.ts';

describe('vigil explain', () => {
  it.each(checkIds)(
    'says of %s what it finds, why, how to fix it and what it reads',
    async (id) => {
      const text = await outputOf('explain', id);

      expect(text.split('\n')[0]).toBe(id);
      for (const title of ['Why', 'Fix', 'Suppressed', 'Reads', 'More']) {
        expect(text).toMatch(new RegExp(`^${title}\n  \\S`, 'm'));
      }
      expect(text).toMatch(/;\sseverity\s(?:critical|high|medium|low|info)/);
      expect(text).not.toContain('**');
    },
  );

  it('names the frameworks that a check is mapped to', async () => {
    expect(await outputOf('explain', 'code/command-injection')).toContain('S1:2017 Injection');
  });

  it('lists several, or all', async () => {
    const [some, all] = [await outputOf('explain', 'usage/*'), await outputOf('explain')];

    expect(some).toContain('usage/idle-function');
    expect(some).not.toContain('code/');
    for (const id of checkIds) expect(all.replaceAll(/\s+/g, '')).toContain(id);
    expect(all.split('\n').at(-1)).toBe(
      `${checkIds.length} checks; vigil explain CHECK explains one`,
    );
  });

  it('says all of them for machines', async () => {
    const { checks } = JSON.parse(await outputOf('explain', '--json'));

    expect(checks).toHaveLength(checkIds.length);
    expect(checks[0]).toMatchObject({ id: checkIds[0], needs: expect.any(Array) });
  });

  it('asks what was meant by a check that there is not', async () => {
    const world = recordedWorld();

    expect(await vigil(['explain', 'code/comand-injection'], world)).toBe(2);
    expect(world.stderr()).toContain('did you mean code/command-injection?');
  });
});

async function outputOf(...args: readonly string[]): Promise<string> {
  const world = recordedWorld();

  expect(await vigil(args, world)).toBe(0);
  return world.stdout();
}
