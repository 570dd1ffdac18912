/** A daily budget as a person types it, in megabytes, and as it is kept, in bytes. Pure. */
const MEGABYTE = 1_000_000;

/** `0.5` for 500,000 bytes; nothing where there is no limit. */
export function megabytesOf(bytes: number | null): string | null {
  return bytes === null ? null : String(bytes / MEGABYTE);
}

/** A typed number in bytes; nothing typed is no limit. */
export function bytesOf(megabytes: string | null): number | null {
  return megabytes === null ? null : Math.round(Number(megabytes) * MEGABYTE);
}
