import type { Interceptable } from './observed-calls.ts';

/** As the SDK's AwsSdkSigV4AuthResolvedConfig has it. */
type SignerOf = (scheme?: Scheme) => Promise<unknown>;

/** Of the SDK's AuthScheme: what a signer is made for. */
interface Scheme {
  readonly signingName?: string;
  readonly signingRegion?: string;
}

/**
 * Has the client keep the SDK's signers. It makes one for each call, of a copy of its whole configuration,
 * and they are the same for all that goes to one service in one region: a signer asks for the
 * credentials and the time with each request.
 */
export function withKeptSigners<C extends Interceptable>(client: C): C {
  const config: { signer?: SignerOf } | undefined = client.config;
  const make = config?.signer;
  if (config && make) config.signer = kept(make);

  return client;
}

function kept(make: SignerOf): SignerOf {
  const signers = new Map<string, Promise<unknown>>();

  return (scheme) => {
    const key = JSON.stringify([scheme?.signingName, scheme?.signingRegion]);
    const known = signers.get(key);
    if (known) return known;

    const signer = make(scheme);
    signers.set(key, signer);
    // One that could not be made, for its region was not known, may be the next time.
    signer.catch(() => signers.delete(key));

    return signer;
  };
}
