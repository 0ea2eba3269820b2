/** For clients: once a service throttles them they slow down, lest a scan starve a deployment. */
export const patient = { retryMode: 'adaptive', maxAttempts: 6 } as const;
