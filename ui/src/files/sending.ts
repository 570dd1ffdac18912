/** Sends a file to the program piece by piece, so that a person sees how far it is. */
import { asIpcError, base64, call, type Uploaded } from "../ipc";
import { words } from "../words";

export interface Sending {
  file: File;
  /** Hears how many bytes are over. */
  onprogress: (sent: number) => void;
  /** The person left the file out meanwhile. */
  isLeft: () => boolean;
}

/**
 * The file as the program took it; null where it was left out meanwhile.
 *
 * @throws {Error} with one sentence.
 */
export async function send({ file, onprogress, isLeft }: Sending): Promise<Uploaded | null> {
  const begun = await call("upload_begin", { name: file.name, size_bytes: file.size });
  const { upload, piece_bytes: pieceBytes } = begun;
  for (let offset = 0; offset < file.size; offset += pieceBytes) {
    if (isLeft()) {
      await call("upload_drop", { upload });
      return null;
    }
    const piece = await base64(file.slice(offset, offset + pieceBytes)).catch(() => {
      throw new Error(words.files.unreadable);
    });
    const { received_bytes: received } = await call("upload_chunk", { upload, offset, piece });
    onprogress(received);
  }
  const uploaded = await call("upload_end", { upload });
  if (!isLeft()) return uploaded;
  await call("upload_drop", { upload: uploaded.upload });
  return null;
}

/** The sentence of whatever went wrong. */
export function sentence(raised: unknown): string {
  if (raised instanceof Error && raised.name === "Error") return raised.message;
  return asIpcError(raised).message;
}
