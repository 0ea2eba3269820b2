/** The worker that analyses archives: its source in a checkout, compiled in the package. */
export const analyserUrl = new URL(import.meta.resolve('#analyser'));
