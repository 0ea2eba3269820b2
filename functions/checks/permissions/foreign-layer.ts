import { counted } from '../../core/amounts.ts';
import { defineCheck, failIfAny, pass } from '../../domain/check.ts';
import { linesOfUse } from '../../domain/in-layers.ts';
import { isForeign, layerPublisher } from '../../domain/layer-publisher.ts';

export const foreignLayer = defineCheck({
  id: 'permissions/foreign-layer',
  target: 'layer',
  title: 'Functions run a layer of an AWS account that nobody has named as trusted',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'What is in a layer runs inside the function: it reads its environment, its events and its ' +
    'credentials. Whoever publishes it decides what that is, and may take it away. Layers of ' +
    'AWS, of your own account and of trusted ones are no finding.',
  remediation:
    "Publish the layer's content from your own account, after a look at it. If you know and trust " +
    'the publisher, add its account id to the setting trustedAccounts.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html',
  ],
  suppression: { covers: 'the functions that use the layer' },
  cwe: 'CWE-829',
  needs: ['configuration', 'sharers', 'trustedAccounts'],

  evaluate({ configuration, sharers, trustedAccounts }) {
    const { account, name } = configuration;
    const isTrusted = trustedAccounts.includes(account) || layerPublisher(account) !== undefined;
    if (!isForeign(configuration) || isTrusted) return pass;

    return failIfAny([
      {
        subject: 'layer',
        mark: sharers,
        summary: `${name} is of account ${account}, which is neither yours, nor trusted, nor known to be AWS's; in use by ${counted(sharers.length, 'function')}`,
        evidence: linesOfUse(sharers),
      },
    ]);
  },
});
