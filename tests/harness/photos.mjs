/** Photos made by code, and sent as a window sends them. */
import { PNG } from "pngjs";

/** A picture as a screenshot would be saved. */
export function png(red = 150) {
  const picture = new PNG({ width: 240, height: 160 });
  for (let at = 0; at < picture.data.length; at += 4)
    picture.data.set([red, 80 + ((at / 4) % 120), 60, 255], at);
  return PNG.sync.write(picture);
}

/** Sends a file piece by piece; what a form names it by. */
export async function uploaded(host, name, bytes) {
  const { upload, piece_bytes } = await host.call("upload_begin", {
    name,
    size_bytes: bytes.length,
  });
  for (let offset = 0; offset < bytes.length; offset += piece_bytes) {
    const piece = bytes.subarray(offset, offset + piece_bytes).toString("base64");
    await host.call("upload_chunk", { upload, offset, piece });
  }
  return (await host.call("upload_end", { upload })).upload;
}
