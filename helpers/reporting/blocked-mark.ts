/** What stands before the reason of a blocked run in every report. */
export const blockedMark = 'BLOCKED: ';
