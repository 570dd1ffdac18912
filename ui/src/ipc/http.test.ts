import { afterEach, expect, it, vi } from "vitest";
import { call, IpcError, useTransport } from ".";
import { httpTransport } from "./http";

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown) {
  const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal("fetch", fetched);
  useTransport(httpTransport("http://host"));
  return fetched;
}

it("posts the arguments under the command's name", async () => {
  const fetched = answer(200, { words: ["anchor"] });
  const args = { vessel: "Aurelia", letter: "E", person: "M", rank: "CE", pin: "123456" };
  expect(await call("found_vessel", args)).toEqual({ words: ["anchor"] });
  expect(fetched).toHaveBeenCalledWith(
    "http://host/ipc/found_vessel",
    expect.objectContaining({ method: "POST", body: JSON.stringify(args) }),
  );
});

it("turns a refusal into an error with code, message and detail", async () => {
  answer(422, { code: "wrong_role", message: "Ask an engineer.", detail: { role: "crew" } });
  const raised: unknown = await call("lock", {}).catch((error: unknown) => error);
  expect(raised).toBeInstanceOf(IpcError);
  expect(raised).toMatchObject({
    code: "wrong_role",
    message: "Ask an engineer.",
    detail: { role: "crew" },
    isFault: false,
  });
});

it("says so when the program does not answer", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  useTransport(httpTransport());
  await expect(call("lock", {})).rejects.toMatchObject({ code: "no_answer", isFault: true });
});
