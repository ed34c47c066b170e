// @ts-check
// Advisory locks are shared by all that use a database: "trusthub" in ASCII, cut to the 31 bits that leave no doubt
// about the sign, and a number for each purpose.

const base = 0x74727573;

export const MIGRATION_LOCK = base + 1;

/** Held from before a change gets its ID until its transaction ends, so that IDs become visible in their order. */
export const FEED_LOCK = base + 2;

/** Held while the queue's tables are made. */
export const QUEUE_LOCK = base + 3;
