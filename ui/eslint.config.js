import path from "node:path";
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import { fences } from "./eslint-fences.js";

/**
 * The fences of the house. `ipc` and `words` know nothing, `kit` knows words, `act` all three,
 * `standing`, `scan`, `files` and `manuals` also the forms: they stand on the pages of other nouns;
 * `frame` and the files at the root of `src` join everything; every other folder is a noun, which
 * may use the ground floor and no other noun.
 */
const FENCES = {
  src: path.join(import.meta.dirname, "src"),
  ground: {
    words: [],
    ipc: [],
    kit: ["words"],
    act: ["words", "ipc", "kit"],
    standing: ["words", "ipc", "kit", "act"],
    scan: ["words", "ipc", "kit", "act"],
    files: ["words", "ipc", "kit", "act"],
    print: ["words", "ipc", "kit"],
    manuals: ["words", "ipc", "kit", "act", "standing", "files", "print"],
  },
  joining: ["frame"],
};

const TAURI = {
  group: ["@tauri-apps/*"],
  message: "Only ui/src/ipc talks to the shell.",
};
const VENDOR = {
  group: ["@oicl/*", "@tanstack/*"],
  message: "Only ui/src/kit names a vendor; use or add a kit component.",
};

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/ipc/generated.ts"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        projectService: true,
        extraFileExtensions: [".svelte"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { celeste: { rules: { fences } } },
    rules: {
      "no-console": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": "off",
      "celeste/fences": ["error", FENCES],
      "no-restricted-imports": ["error", { patterns: [TAURI, VENDOR] }],
      // Links are hash links of our own router.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      "prefer-const": "off",
      "svelte/prefer-const": "off",
      // Reading a state in an effect only to depend on it.
      "@typescript-eslint/no-meaningless-void-operator": "off",
      // Sets and maps here are replaced whole ($state.raw) or are no state at all.
      "svelte/prefer-svelte-reactivity": "off",
      // Snippets and props with defaults confuse these; svelte-check covers them.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  {
    files: ["**/*.svelte"],
    ignores: ["src/kit/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "SvelteElement[name.name=/^(obc|obi)-/]",
          message: "Only ui/src/kit names a vendor tag.",
        },
      ],
    },
  },
  {
    files: ["src/ipc/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [VENDOR] }] },
  },
  {
    files: ["src/kit/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [TAURI] }] },
  },
  {
    files: ["*.js", "*.ts"],
    ...ts.configs.disableTypeChecked,
    languageOptions: { globals: { ...globals.node }, parserOptions: { projectService: false } },
  },
);
