import { readdirSync } from "node:fs";
import js from "@eslint/js";
import importX from "eslint-plugin-import-x";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

/**
 * The fences of the house. `ipc`, `words`, `kit` and `act` are the ground floor, in that order;
 * `frame` and the files at the root of `src` join everything; every other folder is a noun, which
 * may use the ground floor and no other noun.
 */
const GROUND = ["ipc", "words", "kit", "act"];
const JOINING = ["frame"];
const folders = readdirSync(new URL("./src", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const nouns = folders.filter((name) => ![...GROUND, ...JOINING].includes(name));

const zone = (target, allowed, message) => ({
  target: `./src/${target}`,
  from: "./src",
  except: [target, ...allowed].map((name) => `./${name}`),
  message,
});

const zones = [
  zone("ipc", [], "ipc knows only the transport and the generated types."),
  zone("words", [], "The catalogue imports nothing, so that a translator can read it alone."),
  zone("kit", ["words"], "The kit knows words and tokens, no command and no noun."),
  zone("act", ["ipc", "words", "kit"], "The sheet engine knows no noun."),
  ...nouns.map((noun) => zone(noun, GROUND, "A noun uses ipc, words, kit and act; no other noun.")),
];

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
    plugins: { "import-x": importX },
    settings: { "import-x/extensions": [".ts", ".svelte", ".js"] },
    rules: {
      "no-console": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": "off",
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
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
