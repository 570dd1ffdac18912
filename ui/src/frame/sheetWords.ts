/**
 * The words of the recovery sheet as somebody types or pastes them, checked one by one: a slip is
 * found before anything is sent. Pure.
 */
import { validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";

/** The vessel secret has 32 bytes, which are 24 words. */
export const WORDS_WANTED = 24;
/** The list is made so that four letters tell its words apart. */
const TELLING_LETTERS = 4;

const known = new Set(wordlist);

export interface TypedWord {
  word: string;
  isKnown: boolean;
  /** The word of the list that was probably meant. */
  meant: string | null;
}

export interface TypedSheet {
  words: readonly TypedWord[];
  /** All are there, and together they are a sheet. */
  isWhole: boolean;
  /** All are there and known, and yet they are no sheet: two are swapped, or one is another. */
  isWrongTogether: boolean;
}

/** Numbers, commas and line ends between the words, as sheets have them, do not matter. */
export function typedSheet(text: string): TypedSheet {
  const words = (text.toLowerCase().match(/[a-z]+/g) ?? []).map((word) => ({
    word,
    isKnown: known.has(word),
    meant: known.has(word) ? null : meantBy(word),
  }));
  const isFull = words.length === WORDS_WANTED && words.every(({ isKnown }) => isKnown);
  const isWhole = isFull && validateMnemonic(sent(words), wordlist);
  return { words, isWhole, isWrongTogether: isFull && !isWhole };
}

/** As the program takes them. */
export function sent(words: readonly TypedWord[]): string {
  return words.map(({ word }) => word).join(" ");
}

function meantBy(word: string): string | null {
  const start = word.slice(0, TELLING_LETTERS);
  if (start.length < 3) return null;
  const near = wordlist.filter((one) => one.startsWith(start));
  if (near.length === 1) return near[0] ?? null;
  return wordlist.find((one) => isOneSlip(one, word)) ?? null;
}

/** One letter other, missing, too many, or two beside each other swapped. */
function isOneSlip(right: string, typed: string): boolean {
  let from = 0;
  while (from < right.length && right[from] === typed[from]) from += 1;
  const a = right.slice(from);
  const b = typed.slice(from);
  if (a.length === b.length) {
    const isSwapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
    return isSwapped || a.slice(1) === b.slice(1);
  }
  return a.slice(1) === b || a === b.slice(1);
}
