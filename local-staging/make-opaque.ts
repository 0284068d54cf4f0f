import type { Composition } from './composition/composition.ts';
import type { Around } from './http/around.ts';

/** Of a caller that is not let in, and of a service that cannot tell. */
const hidden = [401, 403, 503];

const hideReason: Around = async (request, answer) => {
  const response = await answer(request);
  return hidden.includes(response.status) ? new Response(null, { status: 401 }) : response;
};

/** Both services answer 401 with an empty body, whyever they do not let somebody in, or cannot tell whether they may. */
export function makeOpaque({ parts, wiring }: Composition): Composition {
  const { refuseHandshake } = parts.backend;
  return {
    parts: {
      ...parts,
      backend: {
        ...parts.backend,
        refuseHandshake: (handshake, status, headers) => {
          if (hidden.includes(status)) refuseHandshake(handshake, 401);
          else refuseHandshake(handshake, status, headers);
        },
      },
    },
    wiring: {
      ...wiring,
      auth: { ...wiring.auth, around: [...wiring.auth.around, hideReason] },
      backend: { ...wiring.backend, around: [...wiring.backend.around, hideReason] },
    },
  };
}
