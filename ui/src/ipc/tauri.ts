/** The shell: one Tauri command `ipc(name, args)` and one event `changed`. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Transport } from "./transport";

/** True inside the desktop window. */
export function hasShell(): boolean {
  return "__TAURI_INTERNALS__" in window;
}

export function tauriTransport(): Transport {
  return {
    call: (name, args) => invoke("ipc", { name, args }),
    listen(handler) {
      const stop = listen("changed", (event) => handler(event.payload));
      return () => void stop.then((off) => off());
    },
  };
}
