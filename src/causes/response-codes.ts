/** Statuses whose response code is the script's own, not the agent's or the service's filler. */
const CODE_TELLS: ReadonlySet<string> = new Set(['Failed', 'Success', 'InProgress']);

/** PowerShell's -1 comes back as 4294967295 where somebody read it without its sign. */
export function sameCode(responseCode: number | undefined): number | undefined {
  return responseCode === 4_294_967_295 ? -1 : responseCode;
}

export function codeThatTells(status: string, responseCode: number | undefined): number | undefined {
  return CODE_TELLS.has(status) ? responseCode : undefined;
}
