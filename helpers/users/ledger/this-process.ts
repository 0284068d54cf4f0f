import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { LedgerOwner } from './ledger-line.ts';
import { processStart } from './process-start.ts';

/** Two containers may have one host name, and see different processes under one pid. */
const spaceOfPids = (): string =>
  process.platform === 'linux'
    ? `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`
    : '';

/** This process as the owner of a ledger file. */
export function thisProcess(): LedgerOwner {
  return {
    host: hostname(),
    space: spaceOfPids(),
    pid: process.pid,
    startedAt: processStart(process.pid) ?? '',
  };
}
