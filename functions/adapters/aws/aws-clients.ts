import { adaptiveRetry } from './adaptive-retry.ts';
import { type BoundedSockets, processSockets } from './bounded-sockets.ts';
import { withCompactConfig } from './compact-config.ts';
import type { Interceptable } from './observed-calls.ts';
import { observedCalls } from './observed-calls.ts';
import { perRegion } from './per-region.ts';
import { type RateLimiterProps, rateLimiter } from './rate-limiter.ts';

/**
 * Makes every client that looks at an account: with its credentials, within its share of requests, and
 * counted. A scanner has no other way to make one, so that none looks at another account by mistake.
 */
export interface AwsClients {
  /** One that waits for its turn before each request, among all clients of the account. */
  limited<C extends Interceptable>(Client: ClientClass<C>, options?: FurtherOptions): C;
  /** The same for each region that is asked for. */
  limitedIn<C extends Interceptable>(
    Client: ClientClass<C>,
    options?: FurtherOptions,
  ): (region: string) => C;
  /** One that does not wait: for what takes few requests. */
  unlimited<C extends Interceptable>(Client: ClientClass<C>): C;
  unlimitedIn<C extends Interceptable>(Client: ClientClass<C>): (region: string) => C;
}

/** What acts in an account, and until when. */
export interface AccountCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** An account that is entered from the one of the process. */
export interface EnteredAccount {
  /** Twelve digits. */
  readonly account: string;
  /** @throws when it cannot be entered: why, and what to do. */
  readonly credentials: () => Promise<AccountCredentials>;
}

export interface AwsClientsProps extends Omit<RateLimiterProps, 'places'> {
  /** @default that of the process, with the credentials of the process */
  readonly entered?: EnteredAccount | undefined;
  /** @default those of the process, shared by all accounts */
  readonly sockets?: BoundedSockets | undefined;
}

type ClientClass<C> = new (config: ClientConfig) => C;

interface FurtherOptions {
  readonly followRegionRedirects?: boolean;
  /** See `sameHost`. */
  readonly cacheMiddleware?: boolean;
}

interface ClientConfig extends FurtherOptions {
  readonly region?: string;
  readonly credentials?: () => Promise<AccountCredentials>;
  readonly retryMode?: string;
  readonly maxAttempts?: number;
  readonly requestHandler?: BoundedSockets['requestHandler'];
}

export function awsClients({
  entered,
  onCall,
  sockets = processSockets,
  ...limits
}: AwsClientsProps): AwsClients {
  const { requestHandler, bounded, places } = sockets;
  const rateLimited = rateLimiter({ ...limits, onCall, account: entered?.account, places });
  const config = {
    ...adaptiveRetry,
    requestHandler,
    ...(entered && { credentials: entered.credentials }),
  };
  const made = <C extends Interceptable>(Client: ClientClass<C>, options: ClientConfig = {}) =>
    withCompactConfig(new Client({ ...config, ...options }));
  const observed = <C extends Interceptable>(client: C) => observedCalls(bounded(client), onCall);

  return {
    limited: (Client, options) => rateLimited(made(Client, options)),
    limitedIn: (Client, options) =>
      perRegion((region) => rateLimited(made(Client, { region, ...options }))),
    unlimited: (Client) => observed(made(Client)),
    unlimitedIn: (Client) => perRegion((region) => observed(made(Client, { region }))),
  };
}
