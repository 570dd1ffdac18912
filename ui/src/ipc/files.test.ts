import { expect, it } from "vitest";
import {
  hasDialogs,
  IpcError,
  pick,
  picker,
  useTransport,
  viewer,
  type Transport,
  type Wanted,
} from ".";

const WANTED: Wanted = { mode: "open", title: "Read this file" };
const plain: Transport = { call: () => Promise.resolve(null), listen: () => () => undefined };

it("offers no dialog and no viewer where the window has none", async () => {
  useTransport(plain);
  expect([hasDialogs(), picker(WANTED), viewer("/a.pdf")]).toEqual([false, undefined, undefined]);
  expect(await pick(WANTED)).toBeNull();
});

it("hands on what the person chose, and nothing where the dialog was closed", async () => {
  let chosen: string | null = "/media/usb/acts.celeste";
  const asked: Wanted[] = [];
  useTransport({
    ...plain,
    files: {
      pick: (wanted) => {
        asked.push(wanted);
        return Promise.resolve(chosen);
      },
      openWritten: () => Promise.resolve(),
    },
  });
  expect(await picker(WANTED)?.()).toBe("/media/usb/acts.celeste");
  chosen = null;
  expect(await picker(WANTED)?.()).toBeNull();
  expect(asked).toEqual([WANTED, WANTED]);
});

it("says why a file cannot be shown", async () => {
  const refused = { code: "not_found", message: "The file is not there any more.", detail: {} };
  useTransport({
    ...plain,
    files: {
      pick: () => Promise.resolve(null),
      // The shell rejects with the program's error as plain data.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      openWritten: () => Promise.reject(refused),
    },
  });
  const raised: unknown = await viewer("/a.pdf")?.().catch((error: unknown) => error);
  expect(raised).toBeInstanceOf(IpcError);
  expect(raised).toMatchObject(refused);
});
