/** Papers as PDF: where they are written to, how far that is, what came of it. */
export { default as PrintButton } from "./PrintButton.svelte";
export { default as PrintPanel } from "./PrintPanel.svelte";
