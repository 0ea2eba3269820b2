import { describe, expect, it } from 'vitest';
import { embeddedManifests } from '../../../functions/engines/bundles/embedded-manifests.ts';
import { processorTime } from '../../processor-time.ts';

const manifest = '{"name":"@a/b","description":"{","version":"1.2.3-rc.1","bugs":"x"}';

describe('embeddedManifests', () => {
  it.each([
    ['as an object', `var p={name:"@a/b",version:"1.2.3-rc.1",homepage:"x",scripts:{test:"x"}};`],
    ['as a text', `var p=JSON.parse('{"name":"@a/b","version":"1.2.3-rc.1","repository":"a/b"}')`],
    [
      'with the version first',
      `{version:"1.2.3-rc.1",dependencies:{c:"^1.0.0"},bugs:{url:"x"},name:"@a/b"}`,
    ],
  ])('finds a manifest %s', (_, text) => {
    expect(embeddedManifests(text).matches).toEqual([{ name: '@a/b', version: '1.2.3-rc.1' }]);
  });

  it.each([
    ['is no manifest', '{name:"S3",version:"1.0.0",endpoint:"x"}'],
    ['was never published', '{name:"own",version:"1.0.0",private:!0,homepage:"x"}'],
    [
      "is a function's own",
      '{name:"orders",version:"1.4.0",main:"index.js",license:"ISC",dependencies:{qs:"6.5.2"}}',
    ],
    ['has no version', '{name:"own",version:"2006-03-01",homepage:"x"}'],
    ['has its name elsewhere', '{name:"a",b:{version:"1.0.0",homepage:"x"}}'],
  ])('finds nothing in what %s', (_, text) => {
    expect(embeddedManifests(text).matches).toEqual([]);
  });

  it('takes no time to speak of for hostile text', () => {
    const text = 'version:"1.0.0",{'.repeat(20_000) + manifest;

    expect(processorTime(() => embeddedManifests(text))).toBeLessThan(4_000);
  });
});
