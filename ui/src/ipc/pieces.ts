/** A piece of a file as the program reads it. */
export async function base64(piece: Blob): Promise<string> {
  const bytes = new Uint8Array(await piece.arrayBuffer());
  // In stretches: a call takes only so many arguments.
  const STRETCH = 8192;
  let text = "";
  for (let at = 0; at < bytes.length; at += STRETCH) {
    text += String.fromCharCode(...bytes.subarray(at, at + STRETCH));
  }
  return btoa(text);
}
