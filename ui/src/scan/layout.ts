/** The characters of a US keyboard by the place of their key. */

const SHIFTED_DIGITS = ")!@#$%^&*(";

const PUNCTUATION: Readonly<Record<string, readonly [string, string]>> = {
  Space: [" ", " "],
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Backquote: ["`", "~"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  NumpadAdd: ["+", "+"],
  NumpadSubtract: ["-", "-"],
  NumpadMultiply: ["*", "*"],
  NumpadDivide: ["/", "/"],
  NumpadDecimal: [".", "."],
};

/** Null for keys that write no character there. */
export function usCharacter(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit) {
    const figure = digit[2] ?? "";
    return shift && digit[1] === "Digit" ? (SHIFTED_DIGITS[Number(figure)] ?? null) : figure;
  }
  return PUNCTUATION[code]?.[shift ? 1 : 0] ?? null;
}
