import { counted } from '../../core/amounts.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { linesOfUse } from '../../domain/in-layers.ts';
import { isForeign, layerPublisher } from '../../domain/layer-publisher.ts';
import { defineCheck } from '../define-check.ts';

export const foreignLayer = defineCheck({
  id: 'permissions/foreign-layer',
  target: 'layer',
  title: 'Layer from an untrusted AWS account',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'The code of a layer runs inside the function: it reads its environment, its events and ' +
    'its credentials. The publisher decides what that code is, and can withdraw it. Layers of ' +
    'AWS, of your own account and of trusted accounts are no finding.',
  remediation:
    "Review the layer's content and publish it from your own account. If you know and trust " +
    'the publisher, add its account id to the setting trustedAccounts.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html',
  ],
  suppression: { covers: 'the functions that use the layer' },
  cwe: 'CWE-829',
  frameworks: { csa: ['SAS-6'] },
  needs: ['configuration', 'sharers', 'trustedAccounts'],

  evaluate({ configuration, sharers, trustedAccounts }) {
    const { account, name } = configuration;
    const isTrusted = trustedAccounts.includes(account) || layerPublisher(account) !== undefined;
    if (!isForeign(configuration) || isTrusted) return pass;

    return failIfAny([
      {
        subject: 'layer',
        mark: sharers,
        summary: `${name} belongs to account ${account}, which is neither yours nor trusted nor known to be AWS's; in use by ${counted(sharers.length, 'function')}`,
        evidence: linesOfUse(sharers),
      },
    ]);
  },
});
