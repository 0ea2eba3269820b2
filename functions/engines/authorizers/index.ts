export { type AuthorizerCode, allowedToAll } from './allowed-to-all.ts';
export {
  allowing,
  answerFields,
  besideAnswers,
  decoders,
  isAnswer,
  isClaim,
  isInvoking,
  isOpenResource,
  isPlainPart,
  isSampleToken,
  isScheme,
  limiting,
  logging,
  sampleMethod,
  saysWhoMay,
  secretNamed,
} from './authorizer-words.ts';
export { isTokenFormat } from './token-format.ts';
