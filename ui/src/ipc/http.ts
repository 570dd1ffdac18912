/** The test host: `POST /ipc/NAME`, `POST /picture` and `GET /events` (server-sent events). */
import type { Transport } from "./transport";

export function httpTransport(base = ""): Transport {
  return {
    async call(name, args) {
      const response = await fetch(`${base}/ipc/${encodeURIComponent(name)}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(args ?? {}),
      });
      const body: unknown = await response.json();
      // 422 carries api::Error; the client turns it into IpcError. It is data here, not a fault.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      return response.ok ? body : Promise.reject(body);
    },
    async picture(args) {
      const response = await fetch(`${base}/picture`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(args),
      });
      if (response.ok) return response.blob();
      const body: unknown = await response.json();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      return Promise.reject(body);
    },
    listen(handler) {
      const source = new EventSource(`${base}/events`);
      const onMessage = (event: MessageEvent<string>) => handler(JSON.parse(event.data));
      source.addEventListener("changed", onMessage);
      source.addEventListener("message", onMessage);
      return () => source.close();
    },
  };
}
