import type { DefaultRenderer, SimpleRenderer } from 'listr2';

export interface Step {
  readonly title: string;
  /** @param report shows how far it is. */
  run(report: (progress: string) => void): Promise<void>;
}

/** Does steps one after the other and shows them. @throws what a step throws. */
export type Progress = (steps: readonly Step[]) => Promise<void>;

/** Live on a terminal; else a line when a step begins and one when it ends. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  const isLive = stream.isTTY;

  return async (steps) => {
    // Most commands show none, and start without it.
    const listr = await import('listr2');
    const nowhere = listr.createWritable(() => {}) as NodeJS.WriteStream;
    const processOutput = new listr.ProcessOutput(stream, nowhere);
    const rendererOptions = { logger: new listr.ListrLogger({ useIcons: true, processOutput }) };
    const renderer: Renderer = isLive ? listr.DefaultRenderer : listr.SimpleRenderer;
    const tasks = steps.map(({ title, run }) => ({
      title,
      task: (_: unknown, task: { title: string; output: string }) =>
        run((how) => {
          if (isLive) task.output = how;
        }),
    }));

    await new listr.Listr<unknown, Renderer, Renderer>(tasks, {
      renderer,
      rendererOptions,
      // Listr asks whether stdout is a terminal; what counts here is stderr.
      fallbackRenderer: renderer,
      fallbackRendererOptions: rendererOptions,
      // bin/vigil.ts ends the process.
      registerSignalListeners: false,
    }).run();
  };
}

type Renderer = typeof DefaultRenderer | typeof SimpleRenderer;
