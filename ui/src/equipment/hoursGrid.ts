/** The one grid of this window: readings typed and not recorded yet survive a look at another page. */
import { call } from "../ipc";
import { HoursGrid } from "./hours.svelte";

const action = "record_running_hours";

export const grid = new HoursGrid({
  check: async ({ readings, read_at }) => {
    const given = { readings, ...(read_at === null ? {} : { read_at }) };
    return (await call("action_check", { action, given })).warnings;
  },
  commit: async ({ readings, read_at }, form_id) => {
    const params = { readings, ...(read_at === null ? {} : { read_at }) };
    await call("action_commit", { action, params, basis: {}, form_id });
  },
});
