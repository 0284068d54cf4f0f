/** The paths of the socket, all the same (contract W1). */
export const socketPaths = ['/ws', '/websocket', '/api/v1/websocket'] as const;
