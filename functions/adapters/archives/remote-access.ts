import type { MessagePort } from 'node:worker_threads';
import type { RandomAccess } from './random-access.ts';

/** Bytes that another thread reads for this one, who has neither network nor credentials. */
export interface RemoteAccess {
  readonly size: number;
  readonly port: MessagePort;
}

interface Question {
  readonly id: number;
  readonly offset: number;
  readonly length: number;
}

interface Answer {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** @param onFault gets the error of a read that fails, which is never answered. */
export function answerReads(
  access: RandomAccess,
  port: MessagePort,
  onFault: (error: unknown) => void,
): void {
  port.on('message', ({ id, offset, length }: Question) => {
    access.read(offset, length).then((bytes) => {
      const answer: Answer = { id, bytes: alone(bytes) };
      port.postMessage(answer, [answer.bytes.buffer]);
    }, onFault);
  });
}

export function remoteAccess({ size, port }: RemoteAccess): RandomAccess {
  const waiting = new Map<number, (bytes: Answer['bytes']) => void>();
  let asked = 0;

  port.on('message', ({ id, bytes }: Answer) => {
    waiting.get(id)?.(bytes);
    waiting.delete(id);
  });

  return {
    size,
    read(offset, length) {
      asked += 1;
      const question: Question = { id: asked, offset, length };

      return new Promise((resolve) => {
        waiting.set(question.id, resolve);
        port.postMessage(question);
      });
    },
  };
}

/** The bytes in a buffer of their own, which can be moved to another thread. */
export function alone(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes;

  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}
