/** Something that a target may lack. */
interface CapabilityRule {
  /** What a target with it can do, after "The target does not have … (…)". */
  means: string;
  /**
   * Where it comes from: a remote target's configuration declares it, it comes with the key of the bypass, or only the
   * embedded staging has it.
   */
  from: 'declaration' | 'bypass key' | 'embedded staging';
}

const rules = {
  'user-deletion': { means: 'users can be deleted', from: 'declaration' },
  'signing-secret': {
    means: 'the harness holds the secret that signs the tokens of the target',
    from: 'declaration',
  },
  bypass: { means: 'the harness holds the key of the staging bypass', from: 'bypass key' },
  'event-seq': { means: 'events carry seq', from: 'declaration' },
  faults: {
    means: 'parts of the target can be replaced by failing ones; embedded only',
    from: 'embedded staging',
  },
  'short-timers': {
    means: 'the timers of the target can be shortened; embedded only',
    from: 'embedded staging',
  },
  deactivation: { means: 'users can be made inactive; embedded only', from: 'embedded staging' },
} as const satisfies Record<string, CapabilityRule>;

export type Capability = keyof typeof rules;

/** What a target may lack (contract §0). A test names what it needs; without it the test is not run. */
export const capabilities: Readonly<Record<Capability, CapabilityRule>> = rules;

/** All of them, in the order of the contract. */
export const capabilityNames = Object.keys(rules) as [Capability, ...Capability[]];
