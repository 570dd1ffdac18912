/**
 * The fences between folders as an ESLint rule of our own: which folder of `src` a file lies in
 * decides what it may import. Our own, because it is thirty lines and the plugins that offer it
 * need native resolvers.
 */
import path from "node:path";

/** The folder of `src` that a path lies in; null for files of `src` itself and outside of it. */
function folderOf(src, file) {
  const parts = path.relative(src, file).split(path.sep);
  return parts[0] === ".." || parts.length < 2 ? null : parts[0];
}

export const fences = {
  meta: {
    type: "problem",
    schema: [
      {
        type: "object",
        properties: {
          src: { type: "string" },
          ground: { type: "object", additionalProperties: { type: "array" } },
          joining: { type: "array", items: { type: "string" } },
        },
      },
    ],
    messages: {
      fence: "src/{{from}} must not import src/{{to}}: it may use {{allowed}}.",
    },
  },
  create(context) {
    const { src, ground, joining } = context.options[0];
    const from = folderOf(src, context.filename);
    if (from === null || joining.includes(from)) return {};
    // What is not of the ground floor is a noun and uses all of it.
    const allowed = ground[from] ?? Object.keys(ground);

    function check(node) {
      const source = node.source?.value;
      if (typeof source !== "string" || !source.startsWith(".")) return;
      const target = path.resolve(path.dirname(context.filename), source);
      if (path.relative(src, target).startsWith("..")) return;
      const to = path.relative(src, target).split(path.sep)[0];
      if (to === from || allowed.includes(to)) return;
      const names = allowed.join(", ") || "nothing else";
      context.report({ node, messageId: "fence", data: { from, to, allowed: names } });
    }

    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
    };
  },
};
