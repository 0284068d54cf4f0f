import { ServerResponse, type IncomingMessage } from 'node:http';

/** An answer to a handshake that is no upgrade; the connection ends with it. */
export function answerOn(request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(request.socket);
  return response.on('finish', () => {
    request.socket.destroySoon();
  });
}
