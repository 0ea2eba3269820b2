export {
  type EnvironmentSecret,
  environmentSecret,
  environmentSecrets,
} from './environment-secrets.ts';
export { gravestKinds } from './secret-patterns.ts';
export { type CodeLine, shownCode } from './shown-code.ts';
export { holdsSecret, withoutSecrets, withoutSecretsIn } from './without-secrets.ts';
