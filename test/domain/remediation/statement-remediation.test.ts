import { describe, expect, it } from 'vitest';
import { limited } from '../../../functions/domain/remediation/narrowed.ts';
import { statementRemediation } from '../../../functions/domain/remediation/statement-remediation.ts';
import type { NamedPolicy } from '../../../functions/engines/iam/named-policy.ts';
import { statementsOf } from '../../../functions/engines/iam/policy-statement.ts';
import { policyOf, type Written } from '../../builders/role-of.ts';
import { roleNamed } from '../../fakes/targets.ts';

const own = 'arn:aws:iam::111122223333:policy/shop';
const ofAws = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';

describe('the remedy of a statement', () => {
  it('shows it as it is and as it should be, and what changes an inline policy', () => {
    const text = remediationOf(policyOf('inline', [{ Sid: 'All', Action: '*' }]));

    expect(text.split('\n\n')).toEqual([
      'Do.',
      'As it is: inline policy inline, statement All\n{\n  "Sid": "All",\n  "Effect": "Allow",\n  "Action": "*",\n  "Resource": "*"\n}',
      expect.stringMatching(/^As it should be: .*"Action": "<each action it calls>"/s),
      [
        'To change inline',
        'aws iam get-role-policy --role-name orders --policy-name inline --query PolicyDocument > policy.json',
        '# in policy.json, write the statement as it should be in the place of what it is',
        'aws iam put-role-policy --role-name orders --policy-name inline --policy-document file://policy.json',
      ].join('\n'),
      expect.stringMatching(/^In CDK.*PolicyStatement\.fromJson/s),
    ]);
  });

  it('makes a version of a managed policy, and warns of who else has it', () => {
    const text = remediationOf({
      ...policyOf('shop', [{ Action: '*' }]),
      source: 'managed',
      arn: own,
    });

    expect(text).toContain(`aws iam list-entities-for-policy --policy-arn ${own}`);
    expect(text).toContain(
      `aws iam create-policy-version --policy-arn ${own} --policy-document file://policy.json --set-as-default`,
    );
    expect(text).not.toContain('put-role-policy');
  });

  it('replaces a policy of AWS, which the account cannot change', () => {
    const policy = { ...policyOf('AmazonSQSFullAccess', [{ Action: 'sqs:*' }]), arn: ofAws };

    const text = remediationOf({ ...policy, source: 'managed' });

    expect(text).toContain('put-role-policy --role-name orders --policy-name own-AmazonSQSFullAcc');
    expect(text).toContain(`aws iam detach-role-policy --role-name orders --policy-arn ${ofAws}`);
    expect(text).not.toContain('create-policy-version');
  });

  it('says that a statement should be gone', () => {
    const [origin] = statementsOf(policyOf('inline', [{ Action: '*' }]));
    const changes = origin ? [{ origin, proposed: [] }] : [];

    const text = statementRemediation('Do.', roleNamed('orders'), changes);

    expect(text).toContain('As it should be: inline policy inline, statement 1\n(gone)');
    expect(text).not.toContain('CDK');
  });

  it.each<[string, string | undefined, string]>([
    ['an inline policy', undefined, 'delete-role-policy --role-name orders --policy-name shop'],
    ['a managed one', own, `detach-role-policy --role-name orders --policy-arn ${own}`],
  ])('takes %s away of which nothing is left, for IAM takes no empty one', (_, arn, command) => {
    const policy = policyOf('shop', [{ Action: '*' }]);
    const [origin] = statementsOf(arn ? { ...policy, source: 'managed', arn } : policy);

    const text = statementRemediation(
      'Do.',
      roleNamed('orders'),
      origin ? [{ origin, proposed: [] }] : [],
    );

    expect(text).toContain(`Nothing is left of shop. To remove it\naws iam ${command}`);
    expect(text).not.toContain('policy.json');
  });

  it('keeps a policy of which another statement is left', () => {
    const [origin] = statementsOf(policyOf('inline', [{ Action: '*' }, { Action: 's3:*' }]));
    const changes = origin ? [{ origin, proposed: [] }] : [];

    expect(statementRemediation('Do.', roleNamed('orders'), changes)).toContain('put-role-policy');
  });

  it('shows a few of many, and lets no name out of its line', () => {
    const name = "it's; rm\nrm -rf ~\u001b[2J";
    const many: Written[] = Array.from({ length: 9 }, (_, index) => ({
      Sid: name,
      Action: `s${index}:*`,
    }));

    const text = remediationOf(policyOf(name, many));

    expect(text).toContain('Likewise 5 more');
    expect(text).not.toMatch(/^rm/m);
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(text).toContain(`--policy-name 'it'\\''s; rm␊rm -rf ~␛[2J'`);
    expect(text.length).toBeLessThan(6_000);
  });
});

function remediationOf(policy: NamedPolicy): string {
  const changes = statementsOf(policy).map((origin) => ({
    origin,
    proposed: [limited(origin.statement)],
  }));

  return statementRemediation('Do.', roleNamed('orders'), changes);
}
