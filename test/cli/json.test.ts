import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { findingSchema } from '../../functions/domain/finding-json.ts';
import { deployedStack } from './deployed.ts';
import { outputDefinition, outputSchema } from './output-schema.ts';
import { functionArn, roleArn, sampleCoverage, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const suppressed = sampleFinding({
  status: 'suppressed',
  evidence: [
    { text: 'eval runs it', path: 'src/index.js', line: 12, column: 5, code: 'eval(event.code)' },
  ],
  figures: { score: 89, usdPerHour: 86, usdPerMonth: 4.2 },
  suppression: { reason: 'moves in May', until: '2027-05-01T00:00:00.000Z', by: 'arn:ada' },
  history: [
    {
      kind: 'suppressed',
      at: '2026-11-21T02:03:04.000Z',
      severity: 'high',
      because: 'a is new',
      suppression: { reason: 'moves', until: '2027-05-01T00:00:00.000Z' },
      by: 'arn:ada',
    },
  ],
});
const byRule = sampleFinding({
  target: functionArn('ruled'),
  status: 'suppressed',
  suppression: {
    reason: 'agreed',
    until: '9999-12-31T00:00:00.000Z',
    by: 'rule agreed of vigil.yaml',
    rule: 'agreed',
  },
});
const { cwe: _, ...bare } = sampleFinding({ target: roleArn('admin'), check: 'retired/check' });

beforeEach(() =>
  stack.reset({
    findings: [suppressed, byRule, bare],
    coverage: [
      ...wholeCoverage(functionArn('checkout')).slice(1),
      sampleCoverage({ target: functionArn('orders'), gaps: [{ fact: 'a', reason: 'denied' }] }),
    ],
  }),
);

const owned = [
  'owner',
  'owners',
  'stack',
  'stacks',
  'application',
  'applications',
  'tags',
  'lastDeployment',
];

describe('the JSON of docs/finding.schema.json', () => {
  it.each([
    { name: 'findings', args: ['findings', '--status', 'all'] },
    { name: 'shownFinding', args: ['show', findingId(suppressed)] },
    { name: 'shownFinding', args: ['show', findingId(byRule)] },
    { name: 'shownFinding', args: ['show', findingId(bare)] },
    { name: 'coverage', args: ['coverage'] },
  ] as const)('is what vigil $args prints: $name', async ({ name, args }) => {
    const world = recordedWorld();

    await vigil([...args, '--json'], world);

    const printed: unknown = JSON.parse(world.stdout());
    expect(outputSchema(name).parse(printed)).toEqual(printed);
  });

  it('has the fields of a finding that messages have', () => {
    const { properties, required } = outputDefinition('finding');
    const fields = Object.entries(findingSchema.shape);

    expect(Object.keys(properties)).toEqual(fields.map(([name]) => name));
    expect(required).toEqual(
      Object.keys(properties).filter(
        (name) =>
          !['sameValue', 'consoleUrl', 'cwe', 'frameworks', 'figures', ...owned].includes(name),
      ),
    );
  });

  it('allows nothing else', () => {
    expect(outputSchema('findings').safeParse({ findings: [{}] }).success).toBe(false);
    expect(outputSchema('findings').safeParse({ findings: [], more: 1 }).success).toBe(false);
  });
});
