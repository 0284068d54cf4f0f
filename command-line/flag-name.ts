/** `accessTokenS` is `access-token-s` on the command line. */
export function flagName(option: string): string {
  return option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
