import { pathTraversal } from '../../../functions/checks/code/path-traversal.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(pathTraversal, {
  javascript: ['fs.readFile', /basename\(event/],
  python: ['open', /is_relative_to/],
});
