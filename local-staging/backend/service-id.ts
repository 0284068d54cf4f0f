/** What the backend calls itself to the auth service (contract D3). */
export const serviceId = 'netra-backend';
