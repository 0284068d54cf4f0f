/** Who acts on a red. `config/owners.json` says which team that is. */
export const owners = ['product', 'operations', 'harness'] as const;

export type Owner = (typeof owners)[number];
