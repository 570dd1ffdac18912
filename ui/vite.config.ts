import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

/**
 * OpenBridge ships four component sizes of 2,500 lines each. The window uses one and scales it
 * for gloves itself (`kit/tokens.css`), so the other three would only be parsed for nothing.
 */
function oneComponentSize(): Plugin {
  return {
    name: "one-component-size",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("openbridge-webcomponents/src/palettes/variables.css")) return null;
      return code.replace(/^\.obc-component-size-(medium|large|xl) \{[^}]*\}\n/gm, "");
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [oneComponentSize(), svelte()],
  build: { outDir: "dist", target: "es2022", chunkSizeWarningLimit: 900 },
  // `vite` in development talks to a running test host; the shell and the host serve `dist` itself.
  server: {
    proxy: {
      "/ipc": process.env["CELESTE_HOST"] ?? "http://127.0.0.1:4170",
      "/events": process.env["CELESTE_HOST"] ?? "http://127.0.0.1:4170",
    },
  },
});
