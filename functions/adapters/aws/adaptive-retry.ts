/** Options of SDK clients: once a service throttles one, it slows down, so that no deployment starves. */
export const adaptiveRetry = { retryMode: 'adaptive', maxAttempts: 6 } as const;
