import {
  createWritable,
  DefaultRenderer,
  Listr,
  ListrLogger,
  ProcessOutput,
  SimpleRenderer,
} from 'listr2';

export interface Step {
  readonly title: string;
  /** @param tell shows how far it is. */
  run(tell: (how: string) => void): Promise<void>;
}

/** Does steps one after the other and shows them. @throws what a step throws. */
export type Progress = (steps: readonly Step[]) => Promise<void>;

/** Live on a terminal; else a line when a step begins and one when it ends. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  const isLive = stream.isTTY;

  return async (steps) => {
    const processOutput = new ProcessOutput(stream, nowhere());
    const rendererOptions = { logger: new ListrLogger({ useIcons: true, processOutput }) };
    const renderer: Renderer = isLive ? DefaultRenderer : SimpleRenderer;
    const tasks = steps.map(({ title, run }) => ({
      title,
      task: (_: unknown, task: { title: string; output: string }) =>
        run((how) => {
          if (isLive) task.output = how;
        }),
    }));

    await new Listr<unknown, Renderer, Renderer>(tasks, {
      renderer,
      rendererOptions,
      // Listr asks whether stdout is a terminal; what counts here is stderr.
      fallbackRenderer: renderer,
      fallbackRendererOptions: rendererOptions,
      // Whoever started the process ends it: see bin/vigil.ts.
      registerSignalListeners: false,
    }).run();
  };
}

type Renderer = typeof DefaultRenderer | typeof SimpleRenderer;

function nowhere(): NodeJS.WriteStream {
  return createWritable(() => {}) as NodeJS.WriteStream;
}
