import { predictableToken } from '../../../functions/checks/code/predictable-token.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(predictableToken, {
  javascript: ['Math.random', /randomUUID/],
  python: ['random.choice', /secrets\.token_urlsafe/],
});
