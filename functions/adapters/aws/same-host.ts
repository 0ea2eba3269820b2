/**
 * For a client whose calls all go to one host, whatever they ask about: the SDK puts its middleware
 * together once for each command, and no longer for each call, which is a fifth of a call's time.
 *
 * Calls of a command that are under way at once then share what the SDK calls their context. In it
 * stand the host and the credentials that sign: of such a client they are the same, or newer. Not so
 * of S3, where a bucket has its own host, nor of S3 Control, EventBridge and DynamoDB.
 *
 * Source: `cacheMiddleware` of the SDK's SmithyConfiguration. It leaves out what is added to a client
 * or a command after the first call: `awsClients` adds what it has before.
 */
export const sameHost = { cacheMiddleware: true } as const;
