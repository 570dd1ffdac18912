/** Search: the layer over every screen, and the key that opens it. */
export { opensSearch } from "./opening";
export { search } from "./search.svelte";
export { default as SearchLayer } from "./SearchLayer.svelte";
