import { commandInjection } from '../../../functions/checks/code/command-injection.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(commandInjection, {
  javascript: ['child_process.exec', /execFile\('convert'/],
  python: ['os.system', /subprocess\.run\(\['convert'/],
});
