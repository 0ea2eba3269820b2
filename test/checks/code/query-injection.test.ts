import { queryInjection } from '../../../functions/checks/code/query-injection.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(queryInjection, {
  javascript: ['pg.query', /fixed, and hand over/],
  python: ['psycopg.execute', /cursor\.execute\(/],
});
