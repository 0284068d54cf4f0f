import type { CollectedTest } from './collected-test.ts';

/** By what a declared and a collected test are the same. */
export const keyOf = ({ id, project }: Pick<CollectedTest, 'id' | 'project'>): string => `${project} › ${id}`;
