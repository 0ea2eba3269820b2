import { describe, expect, it } from 'vitest';
import { outdatedLayer } from '../../../functions/checks/dependencies/outdated-layer.ts';
import type { LayerVersion } from '../../../functions/domain/layer-version.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { functionNamed, layerNamed } from '../../fakes/targets.ts';

const used = version(3, { runtimes: ['nodejs22.x'], architectures: ['arm64'] });

describeCheck(outdatedLayer, {
  passes: [
    { name: 'the only version', facts: factsOf(used) },
    { name: 'the newest', facts: factsOf(version(1), used) },
    { name: 'one whose other versions are all gone', facts: factsOf() },
    {
      name: 'one whose newer version is for other runtimes',
      facts: factsOf(used, version(4, { runtimes: ['python3.13'] })),
    },
    {
      name: 'one whose newer version is for another architecture',
      facts: factsOf(used, version(4, { architectures: ['x86_64'] })),
    },
  ],
  fails: [
    { name: 'one with a newer version', facts: factsOf(version(4), used), subjects: ['layer'] },
    {
      name: 'one whose newer version is for its runtime too',
      facts: factsOf(used, version(4, { runtimes: ['nodejs24.x', 'nodejs22.x'] })),
      subjects: ['layer'],
    },
    { name: 'one that has been deleted since', facts: factsOf(version(4)), subjects: ['layer'] },
  ],
});

describe('outdated-layer', () => {
  it('says nothing of a layer of another account, whose versions cannot be listed from here', () => {
    const facts = { ...factsOf(), layerVersions: undefined };

    expect(outdatedLayer.evaluate(facts)).toEqual({ outcome: 'notApplicable' });
  });
});

describe('a finding of outdated-layer', () => {
  it('names the newest that can take its place, whatever the order', () => {
    const facts = factsOf(
      version(5),
      version(10),
      version(11, { runtimes: ['python3.13'] }),
      used,
      version(9),
    );

    expect(outdatedLayer.evaluate(facts)).toMatchObject({
      details: [
        {
          summary: 'version 10 is out since 2026-10-10; version 3 is in use by 1 function',
          evidence: [{ text: `used by ${functionNamed('orders').arn}` }],
        },
      ],
    });
  });
});

function version(number: number, more: Partial<LayerVersion> = {}): LayerVersion {
  const day = String(number).padStart(2, '0');

  return {
    version: number,
    createdAt: `2026-10-${day}T00:00:00.000Z`,
    runtimes: [],
    architectures: [],
    ...more,
  };
}

function factsOf(...layerVersions: readonly LayerVersion[]) {
  return {
    configuration: layerNamed('common:3'),
    layerVersions,
    sharers: [functionNamed('orders').arn],
  };
}
