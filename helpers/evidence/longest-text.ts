/** Characters of an error or another text in a report: more helps nobody, and a target may answer with megabytes. */
export const longestText = 20_000;
