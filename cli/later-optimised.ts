import { setFlagsFromString } from 'node:v8';

/** Ten times what V8 waits for by itself. */
const CALLS = 30_000;

/**
 * Has V8 wait before it compiles a function with its slowest compiler, which works in threads beside:
 * it takes a tenth of an audit's processor time, for functions whose calls are half over by then. Its
 * quicker compilers work as ever, and what is called most is compiled so in the end.
 */
export function optimiseLater(): void {
  setFlagsFromString(`--invocation-count-for-turbofan=${CALLS}`);
}
