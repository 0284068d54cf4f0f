import type { FullConfig, FullProject } from '@playwright/test/reporter';

/** What a census needs to know of a run's configuration. */
export interface CensusConfig extends Pick<FullConfig, 'argv' | 'configFile' | 'rootDir' | 'shard'> {
  projects: Pick<FullProject, 'name' | 'dependencies' | 'teardown'>[];
  filteredProjects: Pick<FullProject, 'name'>[];
}
