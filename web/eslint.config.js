import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: "latest", sourceType: "module", globals: globals.browser },
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "max-len": ["error", { code: 110, ignoreUrls: true }],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": ["error", { destructuring: "all" }],
    },
  },
  // The server joins a page's modules, and in what it makes of them neither would work.
  { files: ["**/js/**"], rules: { "no-restricted-syntax": ["error", "ImportExpression", "MetaProperty"] } },
  // A sentence of the catalogue stays in one piece.
  { files: ["**/words/**/*.js"], rules: { "max-len": "off" } },
  { files: ["**/pose/worker.js"], languageOptions: { globals: globals.worker } },
  { files: ["**/service-worker.js"], languageOptions: { globals: globals.serviceworker } },
  { files: ["**/unit/*.mjs"], languageOptions: { globals: globals.node } },
];
