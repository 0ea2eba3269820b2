import * as z from 'zod/mini';
import { isOpenToSignUp, signUp, usersInWords } from './sign-up.ts';
import { keepOut, webAcl } from './web-acl.ts';

/** An API of AWS AppSync that runs a function, by a role: no policy of the function shows it. */
export type AppsyncApi = z.infer<typeof appsyncApi>;

/** An API as it is stored. */
export const appsyncApi = z.object({
  /** Its channels run functions by what they are sent; absent for GraphQL. */
  isEvents: z.optional(z.literal(true)),
  apiId: z.string(),
  apiName: z.string(),
  /** Of the API. */
  region: z.string(),
  /** `https://x.appsync-api.eu-west-1.amazonaws.com/graphql` */
  address: z.string(),
  /** Reached from networks that have an endpoint for it, and from nowhere else. */
  isPrivate: z.boolean(),
  /**
   * Its default: API_KEY, AWS_IAM, and so on. A field of its schema may ask for another one. For channels, what
   * their namespace asks for, where that was read. Of several for channels, a key is the first.
   */
  authentication: z.string(),
  /** ARN of the function by whose answer alone its default admits callers, where that is known. */
  authorizer: z.optional(z.string()),
  /** Where its code lets any caller through: `index.js, line 3`. Absent where it is not seen to. */
  openAuthorizer: z.optional(z.string()),
  /** Accepted for the fields that its schema marks so: which these are was not read. For channels, as well. */
  alsoAccepted: z.array(z.string()),
  /** Of the user pool by whose users callers are authenticated; absent where that is another provider. */
  signUp: z.optional(signUp),
  /** Names of its data sources that are the function. */
  dataSources: z.array(z.string()),
  /** Those of its channels that run the function; absent for GraphQL, and where they were not read. */
  namespaces: z.optional(z.array(z.string())),
  /** These hand events over and answer at once; absent where they wait for the function, and for GraphQL. */
  isAsynchronous: z.optional(z.literal(true)),
  /** Of the function: alias or version. */
  qualifier: z.optional(z.string()),
  /** Before it. */
  webAcls: z.optional(z.array(webAcl)),
  /** Name of the merged API that hands requests on to it: callers come by that one. */
  mergedInto: z.optional(z.string()),
});

/** Whether an API key is all that callers on the internet need, as far as the API itself says. */
export function takesKeyAlone(api: AppsyncApi): boolean {
  return isOnInternet(api) && api.authentication === 'API_KEY';
}

/** Whether anyone on the internet runs the function by it, for its authorizer lets all through. */
export function letsInAll(api: AppsyncApi): boolean {
  return isOnInternet(api) && openAuthorizerOf(api) !== undefined;
}

/** About fields that are marked for another mode it is not asked, and the schema was not read. */
function openAuthorizerOf({ openAuthorizer, alsoAccepted }: AppsyncApi): string | undefined {
  return alsoAccepted.length === 0 ? openAuthorizer : undefined;
}

/** Whether anyone on the internet runs the function by it who signs up first. */
export function letsInWhoSignsUp(api: AppsyncApi): boolean {
  return isOnInternet(api) && isOpenToSignUp(api.signUp);
}

function isOnInternet({ isPrivate, webAcls }: AppsyncApi): boolean {
  return !isPrivate && !keepOut(webAcls);
}

/** Who comes in by an API, for a sentence. */
export function callersOfAppsync(api: AppsyncApi): string {
  if (api.isPrivate) return 'a caller in a network with an endpoint for the API';

  if (keepOut(api.webAcls)) return 'a caller from the addresses that its web ACL admits';

  if (letsInAll(api)) return 'anyone on the internet';

  if (api.signUp) return usersInWords(api.signUp);

  return takesKeyAlone(api) ? 'anyone who has the API key' : 'a caller that the API admits';
}

/** What an API asks of its callers; `at least`, for its schema was not read. */
export function requirementsOf(api: AppsyncApi): string {
  const { authentication, alsoAccepted, isEvents, namespaces } = api;
  const openAuthorizer = openAuthorizerOf(api);
  if (openAuthorizer !== undefined) {
    return `${authentication}, whose authorizer lets any caller through: ${openAuthorizer}`;
  }
  if (isEvents) {
    const modes = [authentication, ...alsoAccepted].join(' or ');
    return namespaces
      ? `${modes}, in the channels of ${namespaces.join(', ')}`
      : `${modes}, unless a namespace of its channels asks for another`;
  }

  return alsoAccepted.length === 0
    ? authentication
    : `${authentication} at least; ${alsoAccepted.join(', ')} for the fields that its schema marks so`;
}
