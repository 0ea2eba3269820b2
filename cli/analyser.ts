/**
 * What analyses archives here: its source in a checkout, compiled in the package. A person's machine does
 * other work beside it, so that it may take ten times as long by the clock.
 */
export const analyser = { workerUrl: new URL(import.meta.resolve('#analyser')), patience: 10 };
