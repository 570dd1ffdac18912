/** Codes from a keyboard-wedge scanner or typed: read anywhere in the window, shown in one panel. */
export { listenForScans } from "./listener";
export { default as ScanPanel } from "./ScanPanel.svelte";
export { scans, type ScanTarget } from "./scans.svelte";
export { sound } from "./sound.svelte";
