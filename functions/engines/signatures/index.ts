export {
  type Addition,
  additionOf,
  type FieldSet,
  fieldsOfStatement,
  fieldsUpdated,
} from './added-to-item.ts';
export { isAddresseeField } from './addressee-field.ts';
export { isAnsweringName } from './answering-name.ts';
export { type Branch, type LiveCode, signIn, strongest } from './asked-in-branches.ts';
export {
  asksSender,
  isForFew,
  isKnownToOwner,
  isOfAnyRequest,
  isSenderHeader,
  setsRowSecurity,
} from './asked-sender.ts';
export {
  isAskingName,
  isBeforeCredentials,
  isDenyingText,
  isGuardingName,
  isHandshake,
  isRefusingText,
  mayAsk,
} from './asking-names.ts';
export { type AskingSigns, askingSigns, noSigns } from './asking-signs.ts';
export { isCalledBack, namesService } from './called-back.ts';
export {
  findsCaller,
  isLastChange,
  isOfAuthorizer,
  isOfCaller,
  isOfRight,
  isOwnerName,
  mayKnowCaller,
} from './caller-words.ts';
export { namesChange } from './change-name.ts';
export { countedField, isCounting, PUT_IN } from './counting.ts';
export { isCredentialName, mayRefuse, wrongCredential } from './credential-name.ts';
export { eventPartOf } from './event-part.ts';
export { FieldsMade } from './fields-made.ts';
export { FunctionReader } from './function-reader.ts';
export { fieldsSet, gatheredFields, type PutFields, putInto } from './gathered-fields.ts';
export { type HandingReach, isHandedOut, type SayingNothing } from './handing-reach.ts';
export { isHarmlessUpdate } from './harmless-update.ts';
export { htmlRenderer, rendersHtml } from './html-renderers.ts';
export { insertedFields } from './inserted-fields.ts';
export { isPlainName } from './kept-name.ts';
export { mayHash, OF_PLAIN_PASSWORD } from './kept-password.ts';
export {
  arePrivateRows,
  columnsIn,
  fieldsIn,
  handedRecords,
  hasPrivateField,
  type IsEnough,
  isKeptOfPeople,
  isOfPassword,
  type KeptRecords,
  keptIn,
  mayKeepRecords,
  type PersonalKind,
  partsOfTable,
  recordsOfModel,
  rowsRead,
  tellingFields,
} from './kept-records.ts';
export { kindNamedIn } from './kind-named-in.ts';
export { mostCallers, mostNested, mostSteps } from './limits.ts';
export { isListedIn } from './listed-places.ts';
export { isDispatch, isRareLevel } from './logged-level.ts';
export { isCompareName, isLoginCode, isOwnerField, isSecretField } from './look-up-fields.ts';
export { keysNamedIn } from './named-keys.ts';
export {
  type FoundChange,
  type FoundOwner,
  objectOfAnother,
  surestOwner,
  userOfAnother,
} from './object-of-another.ts';
export { isOpenCountName, isTallyName, isVisitName } from './open-count-name.ts';
export {
  action,
  checkOfEntries,
  inTurn,
  nothing,
  type Outcome,
  onEachWay,
  type Proof,
  perhapsEach,
  weakest,
} from './outcome.ts';
export { OwnersInFiles, type ShownOwners } from './owners-in-files.ts';
export { isPasswordName, isSentSecretName, mayReadPassword, OF_PASSWORD } from './password-name.ts';
export { isPaymentPackage, paymentCall } from './payment-calls.ts';
export { asksForContact, isContactName, isKeptAsPeople } from './people-kept.ts';
export { isCountName, isLoginName, isPersonalName } from './personal-name.ts';
export { PersonalTables, type TableRead } from './personal-tables.ts';
export { givesPower } from './power-name.ts';
export { fieldsOfPrisma } from './prisma-fields.ts';
export {
  isCheckName,
  isOfExistence,
  isOfGuard,
  isOfProof,
  isOfSender,
  isPlainSetting,
  isReadAsKey,
  isReadAsProof,
  looksForSomeone,
  makesSomeone,
  subjectFields,
} from './proof-words.ts';
export {
  isPartitionKey,
  type QueriedPart,
  queryCondition,
  readPart,
} from './queried-part.ts';
export { areOfNoCaller, askedByEnding, type RequestSources } from './request-sources.ts';
export { Requested } from './requested.ts';
export {
  givesRights,
  isKeptForPeople,
  isKeptForRights,
  isRoleName,
  isRoleOfFew,
} from './right-name.ts';
export { rowsNamedIn } from './rows-named.ts';
export {
  isSharedSecretName,
  isSharedVariableName,
  mayCompareSecret,
} from './shared-secret-name.ts';
export { sqlEffect } from './sql-effect.ts';
export { statementChange } from './statement-change.ts';
export {
  joinedTexts,
  KEY_OF_TOKEN,
  LENGTH_OF_KEYS,
  mayBeTried,
  type TextOfToken,
} from './token-keys.ts';
export { both, either, not, type Truth } from './truth.ts';
export {
  isClaimOfCaller,
  isPlaceInList,
  isProofInToken,
  mayCheckTokens,
  UNSIGNED_TOKEN,
} from './unsigned-token.ts';
export { changesUser, groupsAskedIn, makesUser } from './users-of-pools.ts';
export { isWritingName, isWritingStatement } from './writing-names.ts';
