export { eventCodeExecution } from './event-code-execution.ts';
export { secretInEnvironment } from './secret-in-environment.ts';
