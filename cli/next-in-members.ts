import { counted } from '../functions/core/amounts.ts';
import { vigilCommand } from '../functions/domain/vigil-command.ts';

/**
 * What is to be done in accounts that are named, by someone with rights in each.
 *
 * @param file where the template is. @default it is yet to be written
 */
export function nextInMembers(accounts: readonly string[], file?: string): readonly string[] {
  if (accounts.length === 0) return [];
  const template = file ?? 'member.yaml';

  return [
    '',
    `${counted(accounts.length, 'account')} more to audit, once the roles are there: ${accounts.join(', ')}`,
    ...(file === undefined
      ? [`  Here:               ${vigilCommand('member-template', '--output', template)}`]
      : []),
    `  In each of them:    aws cloudformation deploy --stack-name lambda-vigil-member --template-file ${template} --capabilities CAPABILITY_NAMED_IAM`,
    `  Then the next night audits them; until then ${vigilCommand('coverage')} lists them.`,
  ];
}
