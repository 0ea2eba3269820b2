export {
  type EnvironmentSecret,
  environmentSecret,
  environmentSecrets,
} from './environment-secrets.ts';
export {
  type FileSecret,
  fileSecret,
  fileSecrets,
  MOST_FILE_SECRETS,
} from './file-secrets.ts';
export { opensSomething } from './opens-something.ts';
export { isForTrying, MOST_BYTES, secretFileForm } from './secret-files.ts';
export { sureSecretNameOf } from './secret-names.ts';
export { gravestKinds } from './secret-patterns.ts';
export { type CodeLine, shownCode } from './shown-code.ts';
export { ValueNumbers, withSharedValues } from './value-numbers.ts';
export { holdsSecret, withoutSecrets, withoutSecretsIn } from './without-secrets.ts';
