import type { ServiceSeen } from '../../../doctor/observation/observations.ts';
import { answer } from './answer.ts';

/** A service with which all is well, but for these fields. */
export const service = (name: string, fields: Partial<ServiceSeen> = {}): ServiceSeen => ({
  health: answer(200),
  says: { status: 'healthy', service: name, environment: 'staging' },
  namesDatabase: false,
  nonsense: answer(404, { form: name === 'auth' ? 'detail' : 'envelope', code: 'NOT_FOUND' }),
  ...fields,
});
