/**
 * The theme that was chosen in this browser, put in place before anything is drawn. Without a choice the
 * device decides. Dark colours stand once, in the rule of tokens.css for dark devices, which is switched.
 */
(() => {
  const KEY = "formcheck-theme";
  /** The media of that rule, by theme. @type {Record<string, string>} */
  const MEDIA = { dark: "screen", light: "not all" };
  const SYSTEM = "screen and (prefers-color-scheme: dark)";
  /** @type {CSSMediaRule | null} */
  let rule = null;

  const dark = () =>
    [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .find((one) => one instanceof CSSMediaRule && one.conditionText.includes("prefers-color-scheme"));

  function apply() {
    let theme = "";
    try {
      theme = localStorage.getItem(KEY) ?? "";
    } catch {
      return; // a browser that keeps nothing has no choice to keep
    }
    rule ??= /** @type {CSSMediaRule | null} */ (dark() ?? null);
    if (rule) rule.media.mediaText = MEDIA[theme] ?? SYSTEM;
    document.documentElement.style.colorScheme = theme in MEDIA ? theme : "";
  }

  apply();
  addEventListener("storage", apply);
  document.addEventListener("fc-theme", apply);
})();
