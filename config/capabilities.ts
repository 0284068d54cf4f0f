/** What a target may lack (contract §0), and what it is. A test names what it needs; without it the test is not run. */
export const capabilities = {
  'user-deletion': 'users can be deleted',
  'signing-secret': 'the harness holds the secret that signs the tokens of the target',
  bypass: 'the harness holds the key of the staging bypass',
  'event-seq': 'events carry seq',
  faults: 'parts of the target can be replaced by failing ones; embedded only',
  'short-timers': 'the timers of the target can be shortened; embedded only',
  deactivation: 'users can be made inactive; embedded only',
} as const;

export type Capability = keyof typeof capabilities;
