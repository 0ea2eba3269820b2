import { unpinnedInstall } from '../../../functions/checks/code/unpinned-install.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(unpinnedInstall, {
  javascript: ['npm', /lock file/],
  python: ['pip', /lock file/],
});
