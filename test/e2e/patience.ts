/**
 * How long something that has to come may take, in ms: longer than any busy machine needs, since a test asserts what comes and
 * not when.
 */
export const patience = 60_000;
