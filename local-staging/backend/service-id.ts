/** What the backend calls itself to the auth service (contract X4). */
export const serviceId = 'netra-backend';
