import { describe, expect, it } from 'vitest';
import { Reached } from '../../../functions/engines/flow/index.ts';

const code = 0b01;
const query = 0b10;
const [node, way] = [{}, {}];

describe('what is reached', () => {
  it('is followed once for each harm, place and way in', () => {
    const reached = new Reached<object, object>();

    expect(reached.add(node, ['id'], way, code)).toEqual({ path: ['id'], harms: code });
    expect(reached.add(node, ['id'], way, code)).toBeUndefined();
    expect(reached.add(node, ['id'], way, code | query)).toEqual({ path: ['id'], harms: query });
    expect(reached.add(node, ['name'], way, code)).toEqual({ path: ['name'], harms: code });
    expect(reached.add(node, ['id'], {}, code)).toEqual({ path: ['id'], harms: code });
    expect(reached.add({}, ['id'], way, 0)).toBeUndefined();
  });

  it('keeps a bounded number of places apart', () => {
    const reached = new Reached<object, object>();
    const names = Array.from({ length: 1000 }, (_, index) => `field${index}`);

    const added = names.filter((name) => reached.add(node, ['all', name], way, code));

    expect(added).toHaveLength(17);
  });
});
