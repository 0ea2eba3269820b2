export {
  CallsByPlace,
  isNotFound,
  madeUp,
  notFound,
  otherRole,
  type Unresolved,
} from './calls-by-place.ts';
export { isOperation, readsByName } from './operations.ts';
export { actionsOf, forwardedActionsOf, furtherActionsOf, requestsOf } from './requests.ts';
export { type ResourceParameter, resourceParametersOf } from './resource-parameters.ts';
export {
  calledResources,
  defaultedTexts,
  distinctTexts,
  type Parts,
  textProduct,
  unknownText,
} from './resource-texts.ts';
export {
  isKnownService,
  namedLikeMethod,
  operationOfJavaScript,
  operationOfPython,
  operationOfWaiter,
  operationsOfWaiters,
  prefixOf,
  pythonMethodOf,
  serviceOfClass,
  serviceOfPackage,
  serviceOfV2Class,
} from './services.ts';
