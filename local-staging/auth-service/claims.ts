/** The claims of a token that was issued or fully checked (contract §2.1). Times are whole seconds since the epoch. */
export interface Claims {
  sub: string;
  email: string;
  permissions: string[];
  iat: number;
  exp: number;
  token_type: 'access' | 'refresh';
  iss: string;
  aud: string;
  jti: string;
  env: string;
}
