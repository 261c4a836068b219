/** Statuses whose response code is the script's own, not the agent's or the service's filler. */
const WITH_OWN_CODE: ReadonlySet<string> = new Set(['Failed', 'Success', 'InProgress']);

/** PowerShell's -1 comes back as 4294967295 where somebody read it without its sign. */
export function signedCode(responseCode: number | undefined): number | undefined {
  return responseCode === 4_294_967_295 ? -1 : responseCode;
}

export function distinguishingCode(status: string, responseCode: number | undefined): number | undefined {
  return WITH_OWN_CODE.has(status) ? responseCode : undefined;
}
