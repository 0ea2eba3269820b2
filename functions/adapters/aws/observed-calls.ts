/** One request to AWS, in IAM's words: `lambda` and `ListFunctions`. */
export interface ApiCall {
  readonly service: string;
  readonly operation: string;
}

export type OnCall = (call: ApiCall) => void;

/** As much of an SDK client as this takes; what middleware looks like is each client's own. */
export interface Interceptable {
  readonly middlewareStack: {
    add(middleware: unknown, options: unknown): void;
    addRelativeTo(middleware: unknown, options: unknown): void;
  };
  /** What the SDK made of its options. */
  readonly config?: object;
}

/** Where what waits belongs: at each attempt, and before it is signed, for a signature is good for minutes. */
export const beforeSigning = { relation: 'before', toMiddleware: 'httpSigningMiddleware' } as const;

/** Reports each request of the client to `onCall`; each attempt counts as one. */
export function observedCalls<C extends Interceptable>(client: C, onCall: OnCall | undefined): C {
  if (!onCall) return client;

  client.middlewareStack.add(
    (next: Next, { clientName = '', commandName = '' }: Context): Next =>
      (args) => {
        onCall({
          service: clientName.replace(/Client$/, '').toLowerCase(),
          operation: commandName.replace(/Command$/, ''),
        });
        return next(args);
      },
    { step: 'finalizeRequest', name: 'observed-calls' },
  );
  return client;
}

type Next = (args: unknown) => Promise<unknown>;

/** Of the SDK's HandlerExecutionContext. */
interface Context {
  readonly clientName?: string;
  readonly commandName?: string;
}
