/** Where an answer is from, in its wire spelling: the fields that all tools share. */

import { z } from 'zod/v3';

/** `*` stands for several; an account is named where all is of one. */
export const whereShape = {
  region: z.string(),
  profile: z.string().optional(),
  account_id: z.string().optional(),
};

const listedPlace = z.object({
  ...whereShape,
  // Or commands.
  invocations: z.number().int(),
  complete: z.boolean(),
  error: z.string().optional(),
});

/** A list may be of several places: those that were not read to their end stand first. */
export const placesShape = {
  ...whereShape,
  places: z.array(listedPlace).optional(),
  places_omitted: z.number().int().optional(),
  // Not read to their end, listed or not.
  places_incomplete: z.number().int().optional(),
};

const places = z.object(placesShape);

export type Where = z.infer<z.ZodObject<typeof whereShape>>;
export type ListedPlace = z.infer<typeof listedPlace>;
export type ShownPlaces = z.infer<typeof places>;
