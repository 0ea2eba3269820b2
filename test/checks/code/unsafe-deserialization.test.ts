import { unsafeDeserialization } from '../../../functions/checks/code/unsafe-deserialization.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(unsafeDeserialization, {
  javascript: ['node-serialize.unserialize', /JSON\.parse/],
  python: ['pickle.loads', /json\.loads/],
});
