import { expect, it } from 'vitest';
import { broadDataAccess } from '../../../functions/checks/permissions/broad-data-access.ts';
import { notActionAllow } from '../../../functions/checks/permissions/not-action-allow.ts';
import { privilegeEscalation } from '../../../functions/checks/permissions/privilege-escalation.ts';
import { resourceWildcard } from '../../../functions/checks/permissions/resource-wildcard.ts';
import { serviceWildcard } from '../../../functions/checks/permissions/service-wildcard.ts';
import { weighedByReach } from '../../../functions/domain/exposure/reach.ts';
import { judgedRole } from '../../builders/judged-role.ts';

const detail = { subject: 's', summary: 'x', evidence: [{ text: 'first' }] };

it.each([
  ['medium', 'high'],
  ['high', 'critical'],
  ['critical', 'critical'],
] as const)('raises %s to %s where anyone gets at a function, and names it', (before, after) => {
  expect(weighedByReach([{ ...detail, severity: before }], 'info', ['f'])).toEqual([
    {
      ...detail,
      severity: after,
      evidence: [{ text: 'first' }, { text: 'anyone can invoke a function of it: f' }],
    },
  ]);
});

it('goes by the severity of the check, and counts further functions', () => {
  expect(weighedByReach([detail], 'low', ['f', 'g', 'h'])).toMatchObject([
    {
      severity: 'medium',
      evidence: [{}, { text: 'anyone can invoke a function of it: f and 2 more' }],
    },
  ]);
});

it('leaves as it is what no stranger can call', () => {
  expect(weighedByReach([detail], 'low', [])).toEqual([detail]);
});

it.each([
  ['medium', serviceWildcard, { Action: 'sns:*' }, 'high'],
  ['medium', resourceWildcard, { Action: 'sqs:SendMessage' }, 'high'],
  ['high', notActionAllow, { NotAction: 's3:*', Resource: 'arn:aws:sqs:::q' }, 'critical'],
  ['high', broadDataAccess, { Action: 'secretsmanager:GetSecretValue' }, 'critical'],
  ['medium', broadDataAccess, { Action: 'kms:Decrypt' }, 'high'],
  ['high', privilegeEscalation, { Action: 'ssm:StartSession' }, 'critical'],
] as const)('weighs %s of $id', (before, check, statement, after) => {
  const facts = judgedRole([[statement]]);
  const severityOf = (openFunctions: readonly string[]) => {
    const verdict = check.evaluate({ ...facts, openFunctions });

    return verdict.outcome === 'fail' && (verdict.details[0].severity ?? check.severity);
  };

  expect([severityOf([]), severityOf(['f'])]).toEqual([before, after]);
});
