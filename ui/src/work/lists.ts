/** The key under which this window remembers which list of work was looked at last. */
export const LAST_LIST = "work.list";
