/** How a record stands: how far it has got, and what was written of it apart. */
export { default as Conflicts } from "./Conflicts.svelte";
export { default as Whereabouts } from "./Whereabouts.svelte";
export { headOf, placeWords, subjectOf } from "./said";
export { default as Silence } from "./Silence.svelte";
