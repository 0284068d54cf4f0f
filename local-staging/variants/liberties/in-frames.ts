import type { WebSocket } from 'ws';
import type { Parts } from '../../composition/parts.ts';
import type { Change } from '../liberty.ts';
import { replaceIn } from '../replace-in.ts';
import type { Json } from './in-answers.ts';

/** Replaces parts of a start. */
export function replacing<Values = unknown>(
  replace: (taken: () => void, values: Values) => (parts: Parts, values: Values) => Parts,
): Change<Values> {
  return ({ parts, wiring }, taken, values) => ({ parts: replace(taken, values)(parts, values), wiring });
}

/** Sends a text as a frame, or a part of one. */
export type Send = (text: string | Buffer, options?: { fin?: boolean; binary?: boolean }) => void;

/** Goes along with each socket from before its first frame on. What it returns is called instead of sending a text. */
export function sockets<Values = unknown>(
  create: (socket: WebSocket, send: Send, taken: () => void, values: Values) => (text: string) => void,
): Change<Values> {
  return replacing<Values>((taken, values) =>
    replaceIn('backend', ({ openConnection }) => ({
      openConnection: (socket, ...rest) => {
        const original = socket.send.bind(socket);
        const send: Send = (text, options) => {
          if (socket.readyState !== socket.OPEN) return;
          if (options) original(text, options);
          else original(text);
        };
        const instead = create(socket, send, taken, values);
        socket.send = ((text: string, options?: object) => {
          // A part of a frame, or bytes: of another liberty.
          if (typeof text !== 'string' || options !== undefined) original(text, options ?? {});
          else instead(text);
        }) as WebSocket['send'];
        return openConnection(socket, ...rest);
      },
    })),
  );
}

/** Closes of a socket that are meant come later. */
export function closeLater(
  socket: WebSocket,
  byMs: number,
  isMeant: (code: number | undefined) => boolean,
): void {
  const close = socket.close.bind(socket);
  socket.close = (...why: Parameters<typeof close>) => {
    if (!isMeant(why[0])) close(...why);
    else
      setTimeout(() => {
        close(...why);
      }, byMs);
  };
}

/** Rewrites frames: into another one, into several, or into none; undefined leaves one as it is. */
export function frames(
  rewrite: (frame: Json) => Json[] | undefined,
  write: (frame: unknown) => string = JSON.stringify,
): Change {
  return sockets((_socket, send, taken) => (text) => {
    const changed = rewrite(JSON.parse(text) as Json);
    if (changed) taken();
    for (const frame of changed ?? []) send(write(frame));
    if (!changed) send(text);
  });
}

/** Adds fields to some frames. */
export function framesAlso(isMeant: (frame: Json) => boolean, fields: (frame: Json) => Json): Change {
  return frames((frame) => (isMeant(frame) ? [{ ...frame, ...fields(frame) }] : undefined));
}

/** Does something now and then from the welcome on, until the socket closes. */
export function nowAndThen(everyMs: number, act: (socket: WebSocket, send: Send) => void): Change {
  return sockets((socket, send, taken) => {
    let timer: NodeJS.Timeout | undefined;
    socket.on('close', () => {
      clearInterval(timer);
    });
    return (text) => {
      send(text);
      timer ??= setInterval(() => {
        if (socket.readyState !== socket.OPEN) return;
        taken();
        act(socket, send);
      }, everyMs);
    };
  });
}
