export { isOfCaptcha } from './captcha-secrets.ts';
export {
  type EnvironmentSecret,
  environmentSecrets,
} from './environment-secrets.ts';
export { type FileSecret, fileSecret } from './file-secret.ts';
export { fileSecrets, MOST_FILE_SECRETS } from './file-secrets.ts';
export { RANDOM } from './found-secret.ts';
export { handshakeVariables } from './handshake-variables.ts';
export { withIdleDefaults } from './idle-defaults.ts';
export type { KeyFault } from './key-fault.ts';
export { isKeyName, isSigner, isSigningName, maySign } from './key-names.ts';
export { type LogIn, secretOfLogIn } from './log-in-secret.ts';
export {
  asksForUser,
  asksWhere,
  type LogInWord,
  logInOf,
  mayLogIn,
  opensTo,
} from './log-in-words.ts';
export { opensSomething } from './opens-something.ts';
export { isOfPublicData } from './public-data-keys.ts';
export { isForTrying, MOST_BYTES, secretFileForm } from './secret-files.ts';
export { sureSecretNameOf } from './secret-names.ts';
export { channelKinds, gravestKinds } from './secret-patterns.ts';
export { type CodeLine, shownCode } from './shown-code.ts';
export {
  environmentShown,
  type ShownEnvironment,
  shownEnvironment,
} from './shown-environment.ts';
export { BRIEF_KEY, GUESSABLE_KEY, withSigningKeys } from './signing-keys.ts';
export {
  maySignTokens,
  maySignWith,
  type SigningText,
  secretOfSigningText,
  setsEnvironment,
} from './signing-text.ts';
export { ValueNumbers, withSharedValues } from './value-numbers.ts';
export { withHandshakes } from './with-handshakes.ts';
export { holdsSecret, withoutSecrets, withoutSecretsIn } from './without-secrets.ts';
