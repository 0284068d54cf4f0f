import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';

const maximumBytes = 64 * 1024;

/** What is answered to the frames of a client (contract F1-F3, E1). */
export const frames = {
  'extended-ping-unknown': defect(
    'F1',
    'The backend acknowledges a ping with further fields, and sends no pong.',
    replaceIn('backend', ({ classifyFrame }) => ({
      classifyFrame: (data, isBinary) => {
        const frame = classifyFrame(data, isBinary);
        const isBare = data.toString().replaceAll(/\s/g, '') === '{"type":"ping"}';
        return frame.kind === 'ping' && !isBare ? { kind: 'unknown', type: 'ping' } : frame;
      },
    })),
  ),
  'missing-type-has-a-name': defect(
    'F2',
    'The backend acknowledges a frame without a type as one of type `undefined`.',
    replaceIn('backend', ({ classifyFrame }) => ({
      classifyFrame: (data, isBinary) => {
        const frame = classifyFrame(data, isBinary);
        return frame.kind === 'unknown' ? { ...frame, type: frame.type ?? 'undefined' } : frame;
      },
    })),
  ),
  'binary-frames-read': defect(
    'F3',
    'The backend reads a binary frame as text.',
    replaceIn('backend', ({ classifyFrame }) => ({ classifyFrame: (data) => classifyFrame(data, false) })),
  ),
  'lists-acknowledged': defect(
    'F3',
    'The backend acknowledges a frame that is a list.',
    replaceIn('backend', ({ classifyFrame }) => ({
      classifyFrame: (data, isBinary) => {
        const frame = classifyFrame(data, isBinary);
        const isList =
          frame.kind === 'error' && frame.code === 'INVALID_FRAME' && data.toString().startsWith('[');
        return isList ? { kind: 'unknown', type: null } : frame;
      },
    })),
  ),
  'bad-json-closes': defect(
    'F3',
    'The backend closes a socket with 1003 at a frame that is not JSON.',
    replaceIn('backend', ({ openConnection, classifyFrame }) => ({
      openConnection: (upgraded, ...rest) => {
        upgraded.on('message', (data: Buffer, isBinary) => {
          const frame = classifyFrame(data, isBinary);
          if (frame.kind === 'error' && frame.code === 'INVALID_JSON') upgraded.close(1003, 'not JSON');
        });
        return openConnection(upgraded, ...rest);
      },
    })),
  ),
  'large-frames-accepted': defect(
    'F3',
    'The backend takes frames of any size up to 1 MiB.',
    replaceIn('backend', ({ classifyFrame }) => ({
      classifyFrame: (data, isBinary) => {
        const frame = classifyFrame(data, isBinary);
        return frame.kind === 'error' && frame.code === 'FRAME_TOO_LARGE'
          ? { kind: 'unknown', type: 'large' }
          : frame;
      },
    })),
  ),
  'largest-frame-refused': defect(
    'F5',
    'The backend refuses a frame of exactly 64 KiB.',
    replaceIn('backend', ({ classifyFrame }) => ({
      classifyFrame: (data, isBinary) =>
        data.byteLength === maximumBytes
          ? { kind: 'error', code: 'FRAME_TOO_LARGE' }
          : classifyFrame(data, isBinary),
    })),
  ),
  'giant-frames-kept-open': defect(
    'F3',
    'The backend keeps a socket open that sends more than 1 MiB in a frame.',
    replaceIn('backend', () => ({ maximumPayloadBytes: 16 * 1024 * 1024 })),
  ),
  'unknown-thread-unanswered': defect(
    'E1',
    'The backend says nothing to a `user_message` for a thread that is not there.',
    replaceIn('backend', ({ openConnection }) => ({
      openConnection: (upgraded, token, identity, parts) => {
        const { threads, runner } = parts;
        const missing = { title: null, user_id: identity.userId, created_at: '' };
        return openConnection(upgraded, token, identity, {
          ...parts,
          threads: { ...threads, byId: (id) => threads.byId(id) ?? { id, ...missing } },
          runner: { ...runner, start: (request) => runner.start(request) ?? 'run_of_nothing' },
        });
      },
    })),
  ),
  'strangers-thread-asked-over-the-socket': defect(
    'E1',
    "The backend runs the agent in anybody's thread over the socket.",
    replaceIn('backend', ({ openConnection }) => ({
      openConnection: (upgraded, token, identity, parts) =>
        openConnection(upgraded, token, identity, {
          ...parts,
          policies: { ...parts.policies, mayAccess: () => true },
        }),
    })),
  ),
};
