import { describe, expect, it } from 'vitest';
import { effectivePermissionsOf } from '../../../functions/engines/iam/effective-permissions.ts';
import { evaluatorOf } from '../../../functions/engines/iam/evaluator.ts';
import { MalformedPolicy, parsePolicy } from '../../../functions/engines/iam/policy-document.ts';
import { anyFunction } from '../../../functions/engines/iam/request-context.ts';
import { resourceEvaluatorOf } from '../../../functions/engines/iam/resource-evaluator.ts';
import { resourceStatements } from '../../../functions/engines/iam/resource-policy.ts';
import { rolePermissionsOf } from '../../../functions/engines/iam/role-permissions.ts';
import { roleOf } from '../../builders/role-of.ts';
import { roleNamed } from '../../fakes/targets.ts';
import { processorTime } from '../../processor-time.ts';
import { examples, fc, seed } from '../../property.ts';

const object = 'arn:aws:s3:::invoices/2026/1.pdf';
const get = { action: 's3:GetObject', resource: object, context: anyFunction };

const DOCUMENTS = examples(1_000, 20_000);

describe(`documents that no tool would write (with seed=${seed})`, () => {
  const word = fc.oneof(
    fc.constantFrom(
      '*',
      's3:*',
      's3:GetObject',
      `\${aws:PrincipalTag/x}`,
      `\${`,
      '__proto__',
      object,
    ),
    fc.string({ maxLength: 20 }),
    fc.constant('*a'.repeat(500)),
  );
  const junk = fc.oneof(word, fc.array(word, { maxLength: 4 }), fc.jsonValue({ maxDepth: 4 }));
  const block = fc.dictionary(
    fc.constantFrom(
      'StringLike',
      'ForAllValues:ArnLike',
      'Null',
      'NumericLessThan',
      'DateLessThan',
      'IpAddress',
      'Oops',
    ),
    fc.dictionary(
      fc.constantFrom('aws:SecureTransport', 'aws:CurrentTime', 'x'),
      fc.oneof(word, fc.array(word)),
    ),
    { maxKeys: 3 },
  );
  const statement = fc.record(
    {
      Effect: fc.constantFrom('Allow', 'Deny', 'Perhaps'),
      Action: junk,
      NotAction: junk,
      Resource: junk,
      NotResource: junk,
      Principal: junk,
      NotPrincipal: junk,
      Condition: fc.oneof(block, fc.jsonValue({ maxDepth: 6 })),
    },
    { requiredKeys: ['Effect', 'Action', 'Resource'] },
  );
  const words = fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 4 }));
  const sound = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: words,
    Resource: words,
    Condition: block,
  });
  const whom = fc.oneof(
    words,
    fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated', 'CanonicalUser'), words),
  );
  const text = fc.oneof(
    fc.array(sound, { maxLength: 4 }).map((it) => JSON.stringify({ Statement: it })),
    fc
      .tuple(sound, whom)
      .map(([it, Principal]) => JSON.stringify({ Statement: { ...it, Principal } })),
    fc
      .record({ Statement: fc.oneof(statement, fc.array(statement, { maxLength: 4 })) })
      .map((it) => JSON.stringify(it)),
    fc.json(),
    fc.string(),
    fc
      .nat({ max: 50_000 })
      .map((depth) => `{"Statement":${'[`.repeat(depth)}${`]'.repeat(depth)}}`),
  );

  it('are read as policies of a role, or are malformed, each at once', () => {
    const policies = evaluatedBy((document) => {
      const statements = parsePolicy(document, 'it');
      const policy = { name: 'it', source: 'inline', statements } as const;
      const permissions = rolePermissionsOf([policy], policy);
      evaluatorOf(permissions)(get);
      effectivePermissionsOf(permissions, get.context);
    });

    expect(policies).toBeGreaterThan(DOCUMENTS / 10);
  });

  it('are read as policies of a resource, or are malformed, each at once', () => {
    const role = roleNamed('orders');
    const policies = evaluatedBy((document) => {
      const statements = resourceStatements(document, 'it');
      const resource = { account: role.account, statements, isClosed: false };
      resourceEvaluatorOf(roleOf([[]]), role, resource)(get);
    });

    expect(policies).toBeGreaterThan(DOCUMENTS / 20);
  });

  /** How many of them were policies. */
  function evaluatedBy(evaluate: (document: string) => void): number {
    const documents = fc.sample(text, { numRuns: DOCUMENTS, seed });
    const isPolicy = (document: string) => {
      try {
        evaluate(document);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedPolicy);
        return false;
      }
    };
    const isSlow = (document: string) =>
      [1, 2, 3].every(() => processorTime(() => isPolicy(document)) > 50);

    const policies = documents.filter(isPolicy);
    expect(documents.filter(isSlow)).toEqual([]);
    return policies.length;
  }
});
