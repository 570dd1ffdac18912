/** A link to a list may say how it is narrowed and sorted; what it says is taken once. */
import { untrack } from "svelte";
import { remember, route, type RememberedFilters } from "../kit";
import { fromQuery, type Chosen } from "./filters";

/**
 * To be called while the list is set up, before its table is built: the table takes its order from
 * what is remembered. Afterwards the link is that of the plain list, so that a filter the person
 * changes stays changed.
 */
export function takeLink(
  filters: RememberedFilters<Chosen>,
  list: { id: string; href: string },
): void {
  const take = () => {
    const wanted = fromQuery(route.query, filters.defaults);
    const sort = route.query.get("sort");
    if (sort !== undefined) remember(`sort.${list.id}`, { key: sort, descending: false });
    if (wanted) for (const [key, value] of Object.entries(wanted)) filters.set(key, value);
  };
  untrack(take);
  $effect(() => {
    if (route.query.size === 0) return;
    untrack(() => {
      take();
      route.replace(list.href);
    });
  });
}
