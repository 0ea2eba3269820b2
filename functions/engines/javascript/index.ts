export type { AskingSigns } from '../signatures/index.ts';
export { findAskingSigns } from './asking/find-asking-signs.ts';
export { constantLogins } from './constant-logins.ts';
export { findDecidedChanges } from './decided/find-decided-changes.ts';
export { findOpenDesign } from './designs/find-open-design.ts';
export { findWeaknesses, type JavaScriptSource } from './find-weaknesses.ts';
export { findHandedOut } from './handed-out/find-handed-out.ts';
export { findKeptFields } from './handed-out/find-kept-fields.ts';
export { handlerImports } from './handler-imports.ts';
export { TooManyNodes } from './lean-parser.ts';
export { OwnPackages } from './own-packages.ts';
export { findObjectsOfOthers } from './owners/find-objects-of-others.ts';
export { MOST_NODES, parseFolding, parseJavaScript, treeOf } from './parse.ts';
export { plainFile } from './plain-file.ts';
export { requiredByPackage, requiredByParts } from './required-by-package.ts';
export { findSdkCalls } from './sdk-calls/find-sdk-calls.ts';
export { shownCalls } from './shown-calls.ts';
export { findCodeRoutes } from './signatures/find-code-routes.ts';
export { findSignatureCheck } from './signatures/find-signature-check.ts';
export { signingTexts } from './signing-texts.ts';
export { signingVariables } from './signing-variables.ts';
export {
  type AnyNode,
  calledName,
  childrenOf,
  type FunctionNode,
  isClass,
  isFunction,
  memberName,
  type NodeOf,
  type Program,
} from './syntax.ts';
