import { beforeEach, describe, expect, it, vi } from 'vitest';
import { perTarget, perTargetKnown } from '../../../functions/app/collectors.ts';
import type { Known } from '../../../functions/core/known.ts';
import type { FunctionTarget } from '../../../functions/core/target.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import {
  parseResourcePolicy,
  type ResourcePolicy,
} from '../../../functions/engines/iam/resource-policy.ts';
import { entryPointsKeeper } from '../../../functions/facts/function/ways-in.ts';
import { openFunctions, type ReachReaders } from '../../../functions/facts/role/open-functions.ts';
import { factSources } from '../../builders/fact-sources.ts';
import { type RecordedFacts, recordedFacts } from '../../fakes/fact-store.ts';
import { accessDenied, functionNamed, roleNamed } from '../../fakes/targets.ts';

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
const toService = policy([
  { Principal: { Service: 's3.amazonaws.com' }, Action: 'lambda:InvokeFunction' },
]);
const inPart = { known: true, value: [], incomplete: 'too many' } as const;
const url: FunctionUrl = { url: 'https://x.lambda-url', authType: 'NONE' };

const clock = () => new Date('2026-06-15T02:00:00Z');

type NamedFunction = Parameters<ReachReaders['policies']>[0];

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
    ['a policy for everyone of an organization', [ofOrganization()], [url], []],
  ])('is who gets in with %s', async (_, policies, urls, expected) => {
    await note(open, async () => ({ known: true, value: policies }), urls);

    expect(await ask([open.arn])).toEqual({ known: true, value: expected });
  });

  it.each<[string, Known<readonly ResourcePolicy[]>]>([
    ['cannot be read', { known: false, reason: 'denied' }],
    ['is read in part', inPart],
  ])('stays what it was the night before while it %s', async (_, tonight) => {
    await note(open, async () => ({ known: true, value: [everyone] }), []);

    await note(open, async () => tonight, []);

    expect(await ask([open.arn])).toEqual({ known: true, value: [open.arn] });
  });

  it('is that no one gets in where it is read in part, until it is read whole', async () => {
    await note(dark, async () => inPart, []);
    expect(await ask([dark.arn], { policies: reading([everyone]) })).toEqual({
      known: true,
      value: [],
    });

    await note(dark, async () => ({ known: true, value: [everyone] }), []);
    expect(await ask([dark.arn])).toEqual({ known: true, value: [dark.arn] });
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

  it.each<[string, Partial<ReachReaders>, Known<readonly string[]>]>([
    ['open', { policies: reading([everyone]) }, { known: true, value: [open.arn] }],
    [
      'open by its URL',
      { policies: reading([byUrl]), urls: async () => [url] },
      { known: true, value: [open.arn] },
    ],
    ['shut', {}, { known: true, value: [] }],
    ['shut as far as it is read', { policies: async () => inPart }, { known: true, value: [] }],
    [
      'not known',
      { policies: () => Promise.reject(accessDenied()) },
      {
        known: true,
        value: [],
        understated: '1 of its functions: AccessDeniedException: not authorised',
      },
    ],
    [
      'not known for its URLs',
      { policies: reading([byUrl]), urls: () => Promise.reject(accessDenied()) },
      {
        known: true,
        value: [],
        understated: '1 of its functions: AccessDeniedException: not authorised',
      },
    ],
  ])('are read where none is noted yet: %s', async (_, some, expected) => {
    const asks: NamedFunction[] = [];
    const policies = (of: NamedFunction) => {
      asks.push(of);
      return (some.policies ?? reading([]))(of, []);
    };

    expect(await ask([open.arn], { ...some, policies })).toEqual(expected);
    expect(asks).toEqual([{ arn: open.arn, region: 'eu-west-1', versions: [] }]);
  });

  it('are not asked for their URLs where no policy grants one', async () => {
    const urls = vi.fn(async () => [url]);

    expect(await ask([open.arn], { policies: reading([toService]), urls })).toEqual({
      known: true,
      value: [],
    });
    expect(urls).not.toHaveBeenCalled();
  });

  it('are read on an alias, too', async () => {
    const named: string[] = [];
    const policies: ReachReaders['policies'] = async (_, aliases) => {
      named.push(...aliases.map(({ name }) => name));
      return { known: true, value: [everyone] };
    };

    await ask([open.arn], { aliases: async () => [{ name: 'live', versions: [] }], policies });

    expect(named).toEqual(['live']);
  });

  it('are not read where they are noted', async () => {
    await note(shut, async () => ({ known: true, value: [] }), []);

    expect(await ask([shut.arn], { policies: reading([everyone]) })).toEqual({
      known: true,
      value: [],
    });
  });

  it('may be more where its functions are not all known', async () => {
    await note(open, async () => ({ known: true, value: [everyone] }), []);

    expect(await asked({ known: true, value: [open.arn], incomplete: 'a region' })).toEqual({
      known: true,
      value: [open.arn],
      understated: 'a region',
    });
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
  const readers = {
    policies: perTargetKnown(policies),
    urls: perTarget(() => urls),
    routes: perTarget(() => []),
    rules: perTarget(() => []),
    apis: perTarget(() => []),
    sources: perTarget(() => []),
    published: perTarget(() => []),
  };

  return entryPointsKeeper(readers, facts, clock)([target]);
}

function ask(sharers: readonly string[], readers?: Partial<ReachReaders>) {
  return asked({ known: true, value: sharers }, readers);
}

async function asked(sharers: Known<readonly string[]>, readers: Partial<ReachReaders> = {}) {
  const collect = openFunctions(
    async () => new Map([[role.arn, sharers]]),
    { aliases: async () => [], policies: reading([]), urls: async () => [], ...readers },
    facts,
  );

  return (await collect([role])).get(role.arn);
}

function reading(value: readonly ResourcePolicy[]): ReachReaders['policies'] {
  return async () => ({ known: true, value });
}

function policy(statements: readonly object[]): ResourcePolicy {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    Resource: '*',
    ...statement,
  }));

  return parseResourcePolicy(JSON.stringify({ Statement }), undefined);
}

function ofOrganization(): ResourcePolicy {
  const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-shop123456' } };

  return policy([{ Principal: '*', Action: 'lambda:*', Condition }]);
}
