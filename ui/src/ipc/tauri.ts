/** The shell: the Tauri command `ipc(name, args)`, one for pictures, two for files, and the event `changed`. */
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
    picture: async (args) => new Blob([await invoke<ArrayBuffer>("picture", { args })]),
    listen(handler) {
      const stop = listen("changed", (event) => handler(event.payload));
      return () => void stop.then((off) => off());
    },
    files: {
      pick: (wanted) => invoke("pick", { wanted }),
      openWritten: (path) => invoke("open_written", { path }),
    },
  };
}
