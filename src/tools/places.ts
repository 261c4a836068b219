/** Which places a call asks, and where a command is that the place asked does not know. */

import { inParallel, type ListRequest, type WalkEnd, withLimit } from '../results/index.ts';
import {
  type AwsPlace,
  EVERY,
  NotFoundError,
  placeLabel,
  placeOf,
  placesNamed,
  SsmInvocationsError,
} from '../run-command/index.ts';
import type { Session, ToolCall } from '../session.ts';
import type { Where } from './where-schema.ts';

type Named = { readonly profile?: string | undefined; readonly region?: string | undefined };

/** Throws `InvalidInputError` for a place that is not allowed, `RegionMissingError` where none is set. */
export async function placesOf(input: Named, { allowed, reader }: Session) {
  return await placesNamed(input, allowed, () => reader.defaultRegion());
}

const PLACES_AT_A_TIME = 24;

/** A place that answers at all does so within a second or two. */
const SEARCH_LIMIT_MS = 10_000;

/** The first of `places` that knows the command; one that cannot be asked does not. */
export async function placeOfCommand(
  commandId: string,
  places: readonly AwsPlace[],
  { session, signal }: Pick<ToolCall, 'session' | 'signal'>,
): Promise<AwsPlace | undefined> {
  const done = new AbortController();
  const either = withLimit(AbortSignal.any([signal, done.signal]), SEARCH_LIMIT_MS);
  let found: AwsPlace | undefined;
  await inParallel(places, PLACES_AT_A_TIME, async (place) => {
    try {
      const query = { ...place, commandId, filters: [] };
      const { items } = await session.reader.listCommands(query, { size: 1 }, either);
      if (items.length > 0) {
        found ??= place;
        done.abort();
      }
    } catch (error) {
      if (!either.aborted && !(error instanceof SsmInvocationsError)) throw error;
    }
    return !either.aborted;
  });
  signal.throwIfAborted();
  return found;
}

/** The place that knows the command, where those that were asked do not and another is allowed. */
export async function elsewhere(
  commandId: string,
  asked: readonly AwsPlace[],
  call: Pick<ToolCall, 'session' | 'signal'>,
): Promise<AwsPlace | undefined> {
  const { allowed } = call.session;
  if (allowed.profiles.length < 2 && allowed.regions.length < 2) return undefined;
  const known = new Set(asked.map(placeLabel));
  const all = await placesOf(
    {
      profile: allowed.profiles.length > 1 ? '*' : undefined,
      region: allowed.regions.length > 1 ? '*' : undefined,
    },
    call.session,
  );
  const others = all.filter((place) => !known.has(placeLabel(place)));
  return await placeOfCommand(commandId, others, call);
}

/** What was read in one place, and where that is. */
export type ReadAt<Result> = { readonly result: Result; readonly where: Where };

/** Throws what `read` throws. The account is asked beside it. */
export async function readAt<Result>(
  place: AwsPlace,
  call: Pick<ToolCall, 'session' | 'signal'>,
  read: (place: AwsPlace) => Promise<Result>,
): Promise<ReadAt<Result>> {
  const accounts = accountsOf([place], call);
  const result = await read(place);
  return { result, where: whereOf([place], await accounts) };
}

/** What was read where the command is, and a note where that is another place than the one asked. */
export type ReadInPlace<Result> = ReadAt<Result> & { readonly note?: string };

/**
 * For tools that ask one place about one command. Throws `NotFoundError` where no place that is allowed knows it, and
 * what `read` throws.
 */
export async function readInPlace<Result>(
  commandId: string,
  input: Named,
  call: ToolCall,
  read: (place: AwsPlace) => Promise<Result>,
): Promise<ReadInPlace<Result>> {
  const asked = await placesOf(input, call.session);
  const [first] = asked;
  const place = asked.length === 1 ? first : await placeOfCommand(commandId, asked, call);
  try {
    if (place) return await readAt(place, call, read);
    throw new NotFoundError({ what: 'command', commandId, instanceId: '', ...namesOf(asked) });
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const found = await elsewhere(commandId, asked, call);
    if (found === undefined) throw error;
    return { ...(await readAt(found, call, read)), note: elsewhereNote(asked, found) };
  }
}

/** "The command is not in us-east-1 but in eu-west-1, which was read." */
export function elsewhereNote(asked: readonly AwsPlace[], found: AwsPlace): string {
  const [first, ...more] = asked;
  const where = first && more.length === 0 ? placeLabel(first) : `the ${asked.length} places asked`;
  return `The command is not in ${where} but in ${placeLabel(found)}, which was read.`;
}

/** What a caller would write to name them. */
export function namesOf(places: readonly AwsPlace[]): { readonly profile?: string; readonly region: string } {
  const profile = oneOrEvery(places.map(({ profile }) => profile));
  return {
    ...(profile !== undefined && { profile }),
    region: oneOrEvery(places.map(({ region }) => region)) ?? '',
  };
}

function oneOrEvery(names: readonly (string | undefined)[]): string | undefined {
  return new Set(names).size > 1 ? EVERY : names[0];
}

type Listed = { readonly end: WalkEnd };

/** Invocations or commands that were read, whether they are shown or not. */
export function sizeOfList({
  count,
}: {
  readonly count: { readonly rows: readonly unknown[]; readonly others: readonly unknown[] };
}): number {
  return count.rows.length + count.others.length;
}

/** Reads a list; one command is read where it is, in whichever place that is allowed. */
export async function readLocated<Request extends ListRequest, Snapshot extends Listed>(
  request: Request,
  call: ToolCall,
  read: (request: Request) => Promise<Snapshot>,
  sizeOf: (snapshot: NoInfer<Snapshot>) => number,
): Promise<Snapshot & { readonly located: Located }> {
  const asked = request.places ?? [placeOf(request.query)];
  const { commandId } = request.query;
  const place =
    commandId !== undefined && asked.length > 1 ? await placeOfCommand(commandId, asked, call) : undefined;
  const places = place ? [place] : asked;
  const beside = accountsOf(places, call);
  const snapshot = await read(place ? inPlace(request, place) : request);
  const accounts = await beside;
  const unknown = sizeOf(snapshot) === 0 && snapshot.end.kind === 'complete';
  const found = commandId !== undefined && unknown ? await elsewhere(commandId, asked, call) : undefined;
  if (found === undefined) return { ...snapshot, located: { where: whereOf(places, accounts), accounts } };
  const where = whereOf([found], await accountsOf([found], call));
  return {
    ...(await read(inPlace(request, found))),
    located: { where, elsewhere: elsewhereNote(asked, found) },
  };
}

function inPlace<Request extends ListRequest>(request: Request, place: AwsPlace): Request {
  const { places: _, maxItemsAPlace: __, ...one } = request;
  return { ...one, query: { ...request.query, profile: undefined, ...place } } as unknown as Request;
}

/** By profile, "" where there is one alone. */
export type Accounts = ReadonlyMap<string, string>;

/** Asked beside what is read; who does not tell in time is left out. */
async function accountsOf(
  places: readonly AwsPlace[],
  { session, signal }: Pick<ToolCall, 'session' | 'signal'>,
): Promise<Accounts> {
  const byProfile = new Map(places.map((place) => [place.profile ?? '', place]));
  const accounts = new Map<string, string>();
  await inParallel(byProfile, PLACES_AT_A_TIME, async ([profile, place]) => {
    const id = await session.accountIds(place, signal);
    if (id !== undefined) accounts.set(profile, id);
    return true;
  });
  return accounts;
}

/** What a result says of where it is from, and why from there. */
export type Located = {
  readonly where: Where;
  readonly accounts?: Accounts;
  readonly elsewhere?: string | undefined;
};

function whereOf(places: readonly AwsPlace[], accounts: Accounts): Where {
  const account = accounts.size === 1 ? [...accounts.values()][0] : undefined;
  return { ...namesOf(places), ...(account !== undefined && { account_id: account }) };
}

/** "us-east-1", "prod eu-west-1 (account 111122223333)" */
export function describeWhere({ region, profile, account_id: account }: Where): string {
  const place = [profile === EVERY ? 'all profiles' : profile, region === EVERY ? 'all Regions' : region];
  const separator = [profile, region].includes(EVERY) ? ', ' : ' ';
  return `${place.filter(Boolean).join(separator)}${account === undefined ? '' : ` (account ${account})`}`;
}
