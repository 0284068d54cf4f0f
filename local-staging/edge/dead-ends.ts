/** What can be at an address in place of a service: nobody listens, nobody answers, it hangs up, or somebody's site. */
export const deadEnds = ['refused', 'silent', 'hang-up', 'website'] as const;

export type DeadEnd = (typeof deadEnds)[number];
