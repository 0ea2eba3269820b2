import { beforeEach, describe, expect, it } from 'vitest';
import { perTarget, perTargetInPart } from '../../functions/app/collectors.ts';
import { notingReach, openFunctions } from '../../functions/app/function-reach.ts';
import { type FunctionUrl, factSources, type Known } from '../../functions/domain/facts.ts';
import {
  parseResourcePolicy,
  type ResourcePolicy,
} from '../../functions/domain/iam/resource-policy.ts';
import type { FunctionTarget } from '../../functions/domain/target.ts';
import { type RecordedFacts, recordedFacts } from '../fakes/fact-store.ts';
import { accessDenied, functionNamed, roleNamed } from '../fakes/targets.ts';

const role = roleNamed('shop');
const [shut, open, dark] = [functionNamed('shut'), functionNamed('open'), functionNamed('dark')];
const everyone = policy([{ Principal: '*', Action: 'lambda:InvokeFunction' }]);
const byUrl = policy([
  {
    Principal: '*',
    Action: 'lambda:InvokeFunctionUrl',
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  },
  {
    Principal: '*',
    Action: 'lambda:InvokeFunction',
    Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  },
]);
const url: FunctionUrl = { url: 'https://x.lambda-url', authType: 'NONE' };

let facts: RecordedFacts;

beforeEach(() => {
  facts = recordedFacts();
});

describe('what is noted of a function', () => {
  it.each<[string, ResourcePolicy[], FunctionUrl[], readonly string[]]>([
    ['nothing', [], [], []],
    ['a policy for everyone', [everyone], [], [open.arn]],
    ['a URL for everyone', [byUrl], [url], [open.arn]],
    ['permissions of a URL that is gone', [byUrl], [], []],
    ['a URL without permissions', [], [url], []],
    ['a policy for everyone of an organisation', [ofOrganisation()], [url], []],
  ])('is who gets in with %s', async (_, policies, urls, expected) => {
    await note(open, async () => ({ known: true, value: policies }), urls);

    expect(await ask([open.arn])).toEqual({ known: true, value: expected });
  });

  it.each<[string, Known<readonly ResourcePolicy[]>]>([
    ['cannot be read', { known: false, reason: 'denied' }],
    ['is read in part', { known: true, value: [], incomplete: 'too many' }],
  ])('stays what it was the night before while it %s, and is handed on', async (_, tonight) => {
    await note(open, async () => ({ known: true, value: [everyone] }), []);

    const answers = await note(open, async () => tonight, []);
    await note(dark, async () => tonight, []);

    expect(answers.get(open.arn)).toEqual(tonight);
    expect(await ask([dark.arn, open.arn])).toEqual({ known: true, value: [open.arn] });
  });

  it('does no harm where it cannot be written down', async () => {
    const broken = { ...facts, write: () => Promise.reject(accessDenied()) };
    const policies = perTarget(() => [everyone]);
    const answers = await notingReach(
      policies,
      perTarget(() => []),
      broken,
    )([open]);

    expect(answers.get(open.arn)).toEqual({ known: true, value: [everyone] });
  });
});

describe('the open functions of a role', () => {
  it('are those that are noted, and no others', async () => {
    await note(open, async () => ({ known: true, value: [everyone] }), []);
    await note(shut, async () => ({ known: true, value: [] }), []);

    expect(await ask([dark.arn, shut.arn, open.arn])).toEqual({ known: true, value: [open.arn] });
  });

  it('are noted anew each night', async () => {
    await note(open, async () => ({ known: true, value: [everyone] }), []);
    await note(open, async () => ({ known: true, value: [] }), []);

    expect(await ask([open.arn])).toEqual({ known: true, value: [] });
  });

  it('may be more where its functions are not known', async () => {
    expect(await asked({ known: false, reason: 'denied' })).toEqual({
      known: true,
      value: [],
      understated: 'its functions: denied',
    });
  });

  it('are read and written as the fact declares', async () => {
    await note(open, async () => ({ known: true, value: [everyone] }), []);
    await ask([open.arn]);

    const declared = factSources.role.openFunctions.map(({ action }) => action);
    expect(declared).toEqual(expect.arrayContaining([...facts.called()]));
  });
});

function note(
  target: FunctionTarget,
  policies: () => Promise<Known<readonly ResourcePolicy[]>>,
  urls: readonly FunctionUrl[],
) {
  return notingReach(
    perTargetInPart(policies),
    perTarget(() => urls),
    facts,
  )([target]);
}

function ask(sharers: readonly string[]) {
  return asked({ known: true, value: sharers });
}

async function asked(sharers: Known<readonly string[]>) {
  return (await openFunctions(async () => new Map([[role.arn, sharers]]), facts)([role])).get(
    role.arn,
  );
}

function policy(statements: readonly object[]): ResourcePolicy {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    Resource: '*',
    ...statement,
  }));

  return parseResourcePolicy(JSON.stringify({ Statement }), undefined);
}

function ofOrganisation(): ResourcePolicy {
  const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-shop123456' } };

  return policy([{ Principal: '*', Action: 'lambda:*', Condition }]);
}
