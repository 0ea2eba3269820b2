import { weakCrypto } from '../../../functions/checks/code/weak-crypto.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(weakCrypto, {
  javascript: ['createHash(md5)', /scrypt\(password/],
  python: ['hashlib.md5', /usedforsecurity/],
});
